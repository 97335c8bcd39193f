import type { AtlasRecord } from '@oto/schema/board/record';
import type { Region } from '@oto/schema/board/roots';
import { isErrorCode, type ErrorCode } from '@oto/schema/contract/errors';
import { plotKey, tileOf, type Plot, type Tile } from '@oto/schema/geometry/lattice';
import type { Edit } from './intent-log.ts';
import type { LocalCopies } from './local-copy.ts';
import type { NetLog } from './net-log.ts';
import type { OthersPresence } from './others-presence.ts';
import { presenceByRegion, type OwnPresence } from './own-presence.ts';
import { pacedQueue, SENDING_PACE, type PacedQueue } from './paced-queue.ts';
import { browserSignals, type PageSignals } from './page-signals.ts';
import { plotOfKey } from './plot-of-key.ts';
import { RegionLink } from './region-link.ts';
import { planRegions, tilesIn, type OpenRegion, type ViewRect } from './regions-in-view.ts';
import { throttle } from './throttle.ts';
import { openTileSocket, type TileSocket } from './tile-socket.ts';

export interface NetConnection {
  /** `live`: every socket is up, and what is unsaved is on its way. */
  readonly state: 'connecting' | 'live' | 'offline';
  readonly unsaved: number;
  readonly regions: number;
}

/** Edits that the server refused: they are undone here, and nobody else has seen them. */
export interface RefusedEdits {
  readonly plot: Plot;
  readonly code: ErrorCode;
  readonly edits: readonly Edit[];
}

/** Streams the documents of what is in view, and takes the edits of one person. */
export interface BoardNet {
  /** `isMap`: seen from so far that no region is wanted, and of the atlas only the tiles in the middle. */
  setView(view: ViewRect, isMap?: boolean): void;
  /**
   * Writes into a region in one transaction, judged as one. A region that is not open is opened for
   * it, whatever the view. False when the atlas knows no such plot.
   */
  edit(region: string, edits: readonly Edit[]): boolean;
  setPresence(own: OwnPresence | null): void;
  /** Null: a watcher. `id` names the local copies of a member. */
  setSession(member: { readonly id: string } | null): void;
  atlasOf(plot: Plot): AtlasRecord | undefined;
  destroy(): void;
}

export interface BoardNetOptions {
  /** The page's address; sockets are opened beside it. */
  readonly page: string;
  readonly atlasEpoch: number;
  readonly token: () => Promise<string>;
  readonly forgetPass: () => void;
  /** Null: this browser keeps nothing. */
  readonly copies: LocalCopies | null;
  readonly onRegion: (plot: Plot, region: Region) => void;
  readonly onRegionClosed: (key: string) => void;
  /** A plot's claim in the atlas came, changed, or (null) is not followed any more. */
  readonly onClaim: (plot: Plot, claim: AtlasRecord | null) => void;
  readonly onPresence: (plot: Plot, others: OthersPresence) => void;
  readonly onConnection: (connection: NetConnection) => void;
  readonly onRefused: (refused: RefusedEdits) => void;
  readonly log: NetLog;
  /** The browser's own, when absent. */
  readonly signals?: PageSignals;
  /** Of the heartbeat; 1 s when absent. */
  readonly tickMs?: number;
}

const PLAN_EVERY_MS = 100;
/** Time alone closes what lingers. */
const REPLAN_MS = 2000;
/** 20 Hz. */
export const PRESENCE_EVERY_MS = 50;
/** The server needs this long to forget a document before the same socket may open it again. */
const REOPEN_AFTER_MS = 1000;
const CLOSED_REMEMBERED = 500;
/** A page of the same member that died is noticed by the others within this. */
const ADOPT_EVERY_MS = 30_000;

export function openBoardNet(options: BoardNetOptions): BoardNet {
  const { page, atlasEpoch, token, forgetPass, copies, log, signals = browserSignals() } = options;
  const sockets = new Map<string, TileSocket>();
  const links = new Map<string, RegionLink>();
  const seen = new Map<string, number>();
  const closedAt = new Map<string, number>();
  let view: ViewRect | null = null;
  let member: { readonly id: string } | null = null;
  let own: OwnPresence | null = null;
  let state: NetConnection['state'] = 'connecting';
  let isDestroyed = false;

  const socketOf = (plot: Plot): TileSocket | undefined => {
    const tile = tileOf(plot);
    return sockets.get(`${tile.x},${tile.y}`);
  };
  const atlasOf = (plot: Plot): AtlasRecord | undefined => socketOf(plot)?.plots.get(plotKey(plot));
  const copiesOfMember = () => (member && copies ? { store: copies, owner: member.id } : null);
  copies?.onTrouble(() => log('warn', 'local_copy_off'));

  /** One of each a socket, as the server counts. */
  const attaching = new Map<string, PacedQueue>();
  const sending = new Map<string, PacedQueue>();
  const attach = (key: string): void => {
    const link = links.get(key);
    const socket = link && socketOf(link.plot);
    if (link && socket?.state === 'up') link.attach(socket.socket);
  };
  const send = (key: string): void => {
    const link = links.get(key);
    if (!link) return;
    socketOf(link.plot)?.hurry();
    if (link.sendNext()) queueOf(sending, link.plot)?.add(key);
  };

  const connectionState = (): NetConnection['state'] => {
    const all = [...sockets.values()];
    if (all.some((socket) => socket.state === 'failed')) return 'offline';
    const isStuck = [...links.values()].some((link) => link.unsaved > 0 && !link.isSynced);
    return all.length > 0 && all.every((socket) => socket.isLive) && !isStuck ? 'live' : 'connecting';
  };
  const report = throttle(() => {
    const next = connectionState();
    if (next !== state) log(next === 'offline' ? 'warn' : 'info', `sync_${next}`);
    state = next;
    let unsaved = 0;
    for (const link of links.values()) unsaved += link.unsaved;
    options.onConnection({ state, unsaved, regions: links.size });
  }, 50);

  const publish = throttle(() => {
    const open = [...links.values()].filter((link) => link.isReady);
    const shown = signals.isHidden ? null : own;
    const states = shown
      ? presenceByRegion(
          shown,
          open.map((link) => link.plot),
        )
      : new Map();
    for (const link of links.values()) link.setPresence((link.isReady && states.get(link.key)) || null);
  }, PRESENCE_EVERY_MS);

  const tellClaim = (key: string, claim: AtlasRecord | null): void => {
    const plot = plotOfKey(key);
    if (plot) options.onClaim(plot, claim);
  };

  const openSocket = (tile: Tile): void => {
    const key = `${tile.x},${tile.y}`;
    if (sockets.has(key)) return;
    const onTile = (): RegionLink[] => [...links.values()].filter((link) => socketOf(link.plot) === sockets.get(key));
    const queue = pacedQueue(attach);
    attaching.set(key, queue);
    sending.set(key, pacedQueue(send, SENDING_PACE));
    const socket = openTileSocket({
      tile,
      page,
      epoch: atlasEpoch,
      token,
      onState: (next) => {
        for (const link of onTile()) {
          if (next === 'up') queue.add(link.key);
          else {
            queue.remove(link.key);
            link.detach();
          }
        }
        report();
      },
      onAtlas: () => {
        plan();
        report();
      },
      onPlots: (keys) => {
        for (const plotKeyed of keys) tellClaim(plotKeyed, socket.plots.get(plotKeyed) ?? null);
        plan();
      },
      onRefused: (reason) => {
        if (isErrorCode(reason) && reason !== 'bad_credential') return log('warn', reason, { tile: key });
        forgetPass();
        log('warn', 'pass_failed', { tile: key, reason });
      },
      ...(options.tickMs === undefined ? {} : { tickMs: options.tickMs }),
    });
    sockets.set(key, socket);
  };
  const closeSocket = (key: string): void => {
    for (const queues of [attaching, sending]) {
      queues.get(key)?.destroy();
      queues.delete(key);
    }
    const socket = sockets.get(key);
    sockets.delete(key);
    socket?.destroy();
    for (const plot of socket?.plots.keys() ?? []) tellClaim(plot, null);
  };
  const queueOf = (queues: ReadonlyMap<string, PacedQueue>, plot: Plot): PacedQueue | undefined => {
    const tile = tileOf(plot);
    return queues.get(`${tile.x},${tile.y}`);
  };

  /** An epoch that the atlas has not told yet is 0; the plan tells it later. */
  const openLink = (plot: Plot): RegionLink => {
    const key = plotKey(plot);
    openSocket(tileOf(plot));
    const epoch = atlasOf(plot)?.e ?? 0;
    const link = new RegionLink({
      plot,
      epoch,
      token,
      forgetPass,
      copies: copiesOfMember(),
      requestAttach: () => {
        if (socketOf(plot)?.state === 'up') queueOf(attaching, plot)?.add(key);
      },
      requestSend: () => queueOf(sending, plot)?.add(key),
      onReady: (region) => options.onRegion(plot, region),
      onPresence: (others) => options.onPresence(plot, others),
      onUnsaved: report,
      onRefused: (code, edits) => options.onRefused({ plot, code, edits }),
      log,
    });
    links.set(key, link);
    seen.set(key, Date.now());
    link.start(Math.max(0, (closedAt.get(key) ?? 0) + REOPEN_AFTER_MS - Date.now()));
    return link;
  };

  const closeLink = (key: string): void => {
    const link = links.get(key);
    if (link) for (const queues of [attaching, sending]) queueOf(queues, link.plot)?.remove(key);
    link?.destroy();
    links.delete(key);
    seen.delete(key);
    closedAt.delete(key);
    closedAt.set(key, Date.now());
    for (const old of closedAt.keys()) {
      if (closedAt.size <= CLOSED_REMEMBERED) break;
      closedAt.delete(old);
    }
    options.onRegionClosed(key);
  };

  const plan = throttle(() => {
    const now = Date.now();
    const tiles = new Map(view ? tilesIn(view).map((tile) => [`${tile.x},${tile.y}`, tile]) : []);
    for (const tile of tiles.values()) openSocket(tile);

    const open = new Map<string, OpenRegion>();
    for (const [key, link] of links) {
      const atlas = atlasOf(link.plot);
      if (atlas && atlas.e > link.epoch) link.reopen(atlas.e);
      else if (!atlas && link.epoch === 0 && socketOf(link.plot)?.isKnown) {
        link.giveUp('unknown_document');
        closeLink(key);
        continue;
      }
      open.set(key, { plot: link.plot, notes: Math.max(link.notes, atlas?.n ?? 0), seen: seen.get(key) ?? now, unsaved: link.unsaved });
    }
    if (!view) return report();
    const known = new Map<string, number>();
    for (const socket of sockets.values()) for (const [key, record] of socket.plots) known.set(key, record.n);
    const next = planRegions({ view, open, claimed: (key) => known.get(key), now });
    for (const key of next.seen) seen.set(key, now);
    for (const key of next.close) closeLink(key);
    for (const plot of next.open) {
      if (now - (closedAt.get(plotKey(plot)) ?? 0) >= REOPEN_AFTER_MS) openLink(plot);
    }
    for (const [key, socket] of sockets) {
      if (tiles.has(key) || [...links.values()].some((link) => socketOf(link.plot) === socket)) continue;
      closeSocket(key);
    }
    report();
  }, PLAN_EVERY_MS);
  const replanning = setInterval(plan, REPLAN_MS);

  const retry = (): void => {
    for (const socket of sockets.values()) socket.retry();
  };
  /** Edits of pages that are gone are sent wherever they were meant for, in view or not. */
  const takeUpUnsent = async (): Promise<void> => {
    const mine = copiesOfMember();
    if (!mine) return;
    const plots = await mine.store.unsent(mine.owner);
    if (mine.owner !== member?.id || isDestroyed) return;
    for (const plot of plots) {
      const link = links.get(plotKey(plot));
      if (link) void link.adopt();
      else openLink(plot);
    }
  };
  const stopSignals = signals.listen({
    online: () => {
      retry();
      void takeUpUnsent();
    },
    offline: () => {
      for (const socket of sockets.values()) socket.lose();
    },
    shown: () => {
      publish();
      if (signals.isHidden) return;
      retry();
      void takeUpUnsent();
    },
  });
  const adopting = setInterval(() => void takeUpUnsent(), ADOPT_EVERY_MS);

  return {
    setView(next) {
      view = next;
      plan();
    },
    edit(region, edits) {
      const held = links.get(region);
      const plot = plotOfKey(region);
      if (!plot || (!held && socketOf(plot)?.isKnown && !atlasOf(plot))) return false;
      if (edits.length === 0) return true;
      seen.set(region, Date.now());
      (held ?? openLink(plot)).edit(edits);
      return true;
    },
    setPresence(next) {
      own = next;
      publish();
    },
    setSession(next) {
      member = next;
      own = null;
      forgetPass();
      for (const link of links.values()) link.changeSession({ token, forgetPass, copies: copiesOfMember() });
      /** A socket that is still connecting has shown no pass yet; those opened here are met again and are such. */
      for (const [key, { tile, state: socketState }] of sockets) {
        if (socketState === 'connecting') continue;
        closeSocket(key);
        openSocket(tile);
      }
      if (member && !copies) log('warn', 'local_copy_off');
      void takeUpUnsent();
      report();
    },
    atlasOf,
    destroy() {
      isDestroyed = true;
      stopSignals();
      clearInterval(replanning);
      clearInterval(adopting);
      plan.cancel();
      report.cancel();
      publish.cancel();
      for (const link of links.values()) link.destroy();
      links.clear();
      for (const key of sockets.keys()) closeSocket(key);
    },
  };
}
