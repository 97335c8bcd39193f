import type { AtlasRecord } from '@oto/schema/board/record';
import type { Region } from '@oto/schema/board/roots';
import { plotKey, tileOf, type Plot } from '@oto/schema/geometry/lattice';
import type { Edit } from './intent-log.ts';
import type { OpenLocalCopy } from './local-copy.ts';
import type { NetLog } from './net-log.ts';
import { presenceByRegion, type OwnPresence } from './own-presence.ts';
import { pacedQueue, type PacedQueue } from './paced-queue.ts';
import { RegionLink, type OthersPresence } from './region-link.ts';
import { planRegions, tilesIn, type OpenRegion, type ViewRect } from './regions-in-view.ts';
import { throttle } from './throttle.ts';
import { openTileSocket, type TileSocket } from './tile-socket.ts';

export interface NetConnection {
  readonly state: 'connecting' | 'live' | 'offline';
  readonly unsaved: number;
  readonly regions: number;
}

/** Streams the documents of what is in view, and takes the edits of one person. */
export interface BoardNet {
  setView(view: ViewRect): void;
  /** Writes into an open region; false when it is not open. */
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
  readonly openCopy: OpenLocalCopy | null;
  readonly onRegion: (plot: Plot, region: Region) => void;
  readonly onRegionClosed: (key: string) => void;
  readonly onPresence: (plot: Plot, others: OthersPresence) => void;
  readonly onConnection: (connection: NetConnection) => void;
  readonly log: NetLog;
}

const PLAN_EVERY_MS = 100;
/** Time alone closes what lingers. */
const REPLAN_MS = 2000;
/** 20 Hz. */
export const PRESENCE_EVERY_MS = 50;
/** The server needs this long to forget a document before the same socket may open it again. */
const REOPEN_AFTER_MS = 1000;
const CLOSED_REMEMBERED = 500;

export function openBoardNet(options: BoardNetOptions): BoardNet {
  const { page, atlasEpoch, token, forgetPass, openCopy, log } = options;
  const sockets = new Map<string, TileSocket>();
  const links = new Map<string, RegionLink>();
  const seen = new Map<string, number>();
  const closedAt = new Map<string, number>();
  let view: ViewRect | null = null;
  let member: { readonly id: string } | null = null;
  let own: OwnPresence | null = null;
  let state: NetConnection['state'] = 'connecting';

  const socketOf = (plot: Plot): TileSocket | undefined => {
    const tile = tileOf(plot);
    return sockets.get(`${tile.x},${tile.y}`);
  };
  const atlasOf = (plot: Plot): AtlasRecord | undefined => socketOf(plot)?.plot(plotKey(plot));
  const copies = () => (member && openCopy ? { open: openCopy, owner: member.id } : null);

  /** One a socket, as the server counts. */
  const attaching = new Map<string, PacedQueue>();
  const attach = (key: string): void => {
    const link = links.get(key);
    const socket = link && socketOf(link.plot);
    if (link && socket?.state === 'up') link.attach(socket.socket);
  };

  const report = throttle(() => {
    const states = [...sockets.values()].map((socket) => socket.state);
    const next = states.includes('failed') ? 'offline' : states.length > 0 && states.every((one) => one === 'up') ? 'live' : 'connecting';
    if (next !== state) log(next === 'offline' ? 'warn' : 'info', `sync_${next}`);
    state = next;
    let unsaved = 0;
    for (const link of links.values()) unsaved += link.unsaved;
    options.onConnection({ state, unsaved, regions: links.size });
  }, 50);

  const publish = throttle(() => {
    const open = [...links.values()].filter((link) => link.isReady);
    const states = own
      ? presenceByRegion(
          own,
          open.map((link) => link.plot),
        )
      : new Map();
    for (const link of links.values()) link.setPresence(states.get(link.key) ?? null);
  }, PRESENCE_EVERY_MS);

  const openSocket = (tile: TileSocket['tile']): void => {
    const key = `${tile.x},${tile.y}`;
    const onTile = (): RegionLink[] => [...links.values()].filter((link) => socketOf(link.plot) === sockets.get(key));
    const queue = pacedQueue(attach);
    attaching.set(key, queue);
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
      onAtlas: () => plan(),
      onRefused: (reason) => {
        forgetPass();
        log('warn', 'pass_failed', { tile: key, reason });
      },
    });
    sockets.set(key, socket);
  };
  const closeSocket = (key: string): void => {
    attaching.get(key)?.destroy();
    attaching.delete(key);
    sockets.get(key)?.destroy();
    sockets.delete(key);
  };
  const queueOf = (plot: Plot): PacedQueue | undefined => {
    const tile = tileOf(plot);
    return attaching.get(`${tile.x},${tile.y}`);
  };

  const openLink = (plot: Plot, epoch: number): void => {
    const key = plotKey(plot);
    const link = new RegionLink({
      plot,
      epoch,
      token,
      forgetPass,
      copies: copies(),
      requestAttach: () => {
        if (socketOf(plot)?.state === 'up') queueOf(plot)?.add(key);
      },
      onReady: (region) => options.onRegion(plot, region),
      onPresence: (others) => options.onPresence(plot, others),
      onUnsaved: report,
      log,
    });
    links.set(key, link);
    seen.set(key, Date.now());
    link.start();
  };

  const closeLink = (key: string): void => {
    const link = links.get(key);
    if (link) queueOf(link.plot)?.remove(key);
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
    if (!view) return;
    const now = Date.now();
    const tiles = new Map(tilesIn(view).map((tile) => [`${tile.x},${tile.y}`, tile]));
    for (const [key, tile] of tiles) if (!sockets.has(key)) openSocket(tile);

    const open = new Map<string, OpenRegion>();
    for (const [key, link] of links) {
      const atlas = atlasOf(link.plot);
      if (atlas && atlas.e > link.epoch) link.reopen(atlas.e);
      open.set(key, { plot: link.plot, notes: Math.max(link.notes, atlas?.n ?? 0), seen: seen.get(key) ?? now, unsaved: link.unsaved });
    }
    const known = new Map<string, number>();
    for (const socket of sockets.values()) for (const [key, record] of socket.plots()) known.set(key, record.n);
    const next = planRegions({ view, open, claimed: (key) => known.get(key), now });
    for (const key of next.seen) seen.set(key, now);
    for (const key of next.close) closeLink(key);
    for (const plot of next.open) {
      const atlas = atlasOf(plot);
      if (atlas && now - (closedAt.get(plotKey(plot)) ?? 0) >= REOPEN_AFTER_MS) openLink(plot, atlas.e);
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
  globalThis.addEventListener?.('online', retry);

  return {
    setView(next) {
      view = next;
      plan();
    },
    edit(region, edits) {
      const link = links.get(region);
      if (!link) return false;
      link.edit(edits);
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
      for (const link of links.values()) link.changeSession({ token, forgetPass, copies: copies() });
      /** A socket that is still connecting has shown no pass yet; those opened here are met again and are such. */
      for (const [key, { tile, state: socketState }] of sockets) {
        if (socketState === 'connecting') continue;
        closeSocket(key);
        openSocket(tile);
      }
      report();
    },
    atlasOf,
    destroy() {
      globalThis.removeEventListener?.('online', retry);
      clearInterval(replanning);
      plan.cancel();
      report.cancel();
      publish.cancel();
      for (const link of links.values()) link.destroy();
      links.clear();
      for (const key of sockets.keys()) closeSocket(key);
    },
  };
}
