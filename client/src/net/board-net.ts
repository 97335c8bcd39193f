import type { Counted } from '@oto/schema/board/counted';
import type { Light } from '@oto/schema/board/light';
import type { AtlasRecord } from '@oto/schema/board/record';
import type { Region } from '@oto/schema/board/roots';
import type { ErrorCode } from '@oto/schema/contract/errors';
import { plotKey, tileOf, type Plot } from '@oto/schema/geometry/lattice';
import type { Edit } from './intent-log.ts';
import type { LocalCopies } from './local-copy.ts';
import type { NetLog } from './net-log.ts';
import type { OthersPresence } from './others-presence.ts';
import { presenceByRegion, type OwnPresence } from './own-presence.ts';
import { browserSignals, type PageSignals } from './page-signals.ts';
import { plotOfKey } from './plot-of-key.ts';
import { RegionLink } from './region-link.ts';
import { planRegions, type OpenRegion } from './regions-in-view.ts';
import { throttle } from './throttle.ts';
import { TileSockets } from './tile-sockets.ts';
import { planTiles, tileKey } from './tiles-in-view.ts';
import { REST_MS, Travel, type Sight } from './travel.ts';
import type { ViewRect } from './view-rect.ts';

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
  /**
   * `isMap`: seen from so far that no region is wanted, and of the atlas only the tiles in the middle.
   * `end`: what the flight under way will show, unless that is the map.
   */
  setView(view: ViewRect, isMap?: boolean, end?: ViewRect | null): void;
  /**
   * Writes into a region in one transaction, judged as one. A region that is not open is opened for
   * it, whatever the view. False when the atlas knows no such plot.
   */
  edit(region: string, edits: readonly Edit[]): boolean;
  setPresence(own: OwnPresence | null): void;
  /** Keeps these regions open wherever the view goes, as long as they are: the first MEETINGS_MAX of them. */
  meet(regions: readonly string[]): void;
  /** Null: a watcher. `id` names the local copies of a member. */
  setSession(member: { readonly id: string } | null): void;
  atlasOf(plot: Plot): AtlasRecord | undefined;
  destroy(): void;
}

export interface BoardNetOptions {
  /** The page's address, or the documents' where they lie elsewhere; sockets are opened beside it. */
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
  /** Tokens went along cords of notes of a region that is open. The same may be told by several regions. */
  readonly onLight: (light: Light) => void;
  readonly onCounted: (counted: Counted) => void;
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
/** Regions kept open for those who follow or are followed. */
export const MEETINGS_MAX = 4;
/** 20 Hz. */
export const PRESENCE_EVERY_MS = 50;
/** The server needs this long to forget a document before the same socket may open it again. */
const REOPEN_AFTER_MS = 1000;
const CLOSED_REMEMBERED = 500;
/** A page of the same member that died is noticed by the others within this. */
const ADOPT_EVERY_MS = 30_000;

export function openBoardNet(options: BoardNetOptions): BoardNet {
  const { token, forgetPass, copies, log, signals = browserSignals() } = options;
  const links = new Map<string, RegionLink>();
  const seen = new Map<string, number>();
  const closedAt = new Map<string, number>();
  const travel = new Travel();
  let member: { readonly id: string } | null = null;
  let own: OwnPresence | null = null;
  let meetings: ReadonlySet<string> = new Set();
  let state: NetConnection['state'] = 'connecting';
  let isDestroyed = false;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const copiesOfMember = () => (member && copies ? { store: copies, owner: member.id } : null);
  copies?.onTrouble(() => log('warn', 'local_copy_off'));

  const sockets = new TileSockets({
    page: options.page,
    epoch: options.atlasEpoch,
    token,
    forgetPass,
    onClaim: options.onClaim,
    onState: (tile, isUp) => {
      for (const link of links.values()) {
        if (tileKey(tileOf(link.plot)) !== tile) continue;
        const queue = sockets.attaching(link.plot);
        if (isUp) queue?.add(link.key);
        else {
          queue?.remove(link.key);
          link.detach();
        }
      }
      report();
    },
    onAtlas: (isWhole) => {
      if (isWhole) plan.now();
      else plan();
      report();
    },
    attach: (key) => {
      const link = links.get(key);
      const socket = link && sockets.of(link.plot);
      if (link && !(socket?.state === 'up' && link.attach(socket.socket))) sockets.attaching(link.plot)?.done(key);
    },
    send: (key) => {
      const link = links.get(key);
      if (!link) return;
      sockets.of(link.plot)?.hurry();
      if (link.sendNext()) sockets.sending(link.plot)?.add(key);
    },
    log,
    ...(options.tickMs === undefined ? {} : { tickMs: options.tickMs }),
  });

  const connectionState = (): NetConnection['state'] => {
    const all = sockets.all;
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

  /** An epoch that the atlas has not told yet is 0; the plan tells it later. */
  const openLink = (plot: Plot): RegionLink => {
    const key = plotKey(plot);
    sockets.open(tileOf(plot), Date.now());
    const link = new RegionLink({
      plot,
      epoch: sockets.lastClaim(plot)?.e ?? 0,
      token,
      forgetPass,
      copies: copiesOfMember(),
      requestAttach: () => {
        if (sockets.of(plot)?.state === 'up') sockets.attaching(plot)?.add(key);
      },
      onAnswered: () => sockets.attaching(plot)?.done(key),
      requestSend: () => sockets.sending(plot)?.add(key),
      onReady: (region) => {
        options.onRegion(plot, region);
        // Who rests is there too.
        publish();
      },
      onPresence: (others) => options.onPresence(plot, others),
      onLight: options.onLight,
      onCounted: options.onCounted,
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
    if (!link) return;
    for (const queue of [sockets.attaching(link.plot), sockets.sending(link.plot)]) queue?.remove(key);
    closedAt.delete(key);
    if (link.wasAttached) closedAt.set(key, Date.now());
    link.destroy();
    links.delete(key);
    seen.delete(key);
    for (const old of closedAt.keys()) {
      if (closedAt.size <= CLOSED_REMEMBERED) break;
      closedAt.delete(old);
    }
    options.onRegionClosed(key);
  };

  /** Epochs that the atlas tells late or anew, and plots that it has never heard of. */
  const followAtlas = (): void => {
    for (const [key, link] of links) {
      const claim = sockets.lastClaim(link.plot);
      if (claim && claim.e > link.epoch) link.reopen(claim.e);
      else if (!claim && link.epoch === 0 && sockets.of(link.plot)?.isKnown) {
        link.giveUp('unknown_document');
        closeLink(key);
      }
    }
  };
  const planSockets = (sight: Sight, now: number): void => {
    const used = new Map<string, { isUsed: true; isUnsaved: boolean }>();
    for (const [key, { plot, unsaved }] of links) {
      const tile = tileKey(tileOf(plot));
      used.set(tile, { isUsed: true, isUnsaved: unsaved > 0 || meetings.has(key) || used.get(tile)?.isUnsaved === true });
    }
    const next = planTiles({ sight, open: sockets.opened((key) => used.get(key) ?? { isUsed: false, isUnsaved: false }), now });
    for (const key of next.close) {
      for (const link of links.values()) if (tileKey(tileOf(link.plot)) === key) closeLink(link.key);
      sockets.close(key);
    }
    for (const tile of next.open) sockets.open(tile, now);
    sockets.want(next.wanted, now);
  };
  const planLinks = (sight: Sight, now: number): void => {
    const open = new Map<string, OpenRegion>();
    for (const [key, { plot, notes, unsaved, isWaiting }] of links) {
      const known = sockets.lastClaim(plot)?.n ?? 0;
      open.set(key, { plot, notes: Math.max(notes, known), seen: seen.get(key) ?? now, unsaved, isWaiting, isMeeting: meetings.has(key) });
    }
    const next = planRegions({ sight, open, claimed: (plot) => sockets.lastClaim(plot)?.n, now });
    for (const key of next.close) closeLink(key);
    for (const plot of next.open) if (now - (closedAt.get(plotKey(plot)) ?? 0) >= REOPEN_AFTER_MS) openLink(plot);
    for (const key of next.wanted) if (links.has(key)) seen.set(key, now);
    sockets.prefer(next.wanted);
  };
  const plan = throttle(() => {
    const now = Date.now();
    followAtlas();
    const sight = travel.sight(performance.now());
    if (sight) {
      planSockets(sight, now);
      planLinks(sight, now);
    }
    /** What was only crossed is opened once the view has come to rest. */
    if (travel.isMoving(performance.now())) {
      clearTimeout(resting);
      resting = setTimeout(plan, REST_MS + 1);
    }
    report();
  }, PLAN_EVERY_MS);
  const replanning = setInterval(plan, REPLAN_MS);

  const retry = (): void => {
    for (const socket of sockets.all) socket.retry();
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
      for (const socket of sockets.all) socket.lose();
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
    setView(view, isMap = false, end = null) {
      if (travel.see({ view, isMap, end }, performance.now())) plan.now();
      else plan();
    },
    edit(region, edits) {
      const held = links.get(region);
      const plot = plotOfKey(region);
      if (!plot || (!held && sockets.of(plot)?.isKnown && !sockets.claim(plot))) return false;
      if (edits.length === 0) return true;
      seen.set(region, Date.now());
      (held ?? openLink(plot)).edit(edits);
      /** At once: nobody may be told that all is saved while an edit of theirs is not. */
      report.now();
      return true;
    },
    setPresence(next) {
      own = next;
      publish();
    },
    meet(regions) {
      meetings = new Set(regions.slice(0, MEETINGS_MAX));
    },
    setSession(next) {
      member = next;
      own = null;
      forgetPass();
      /** Before the links ask to be attached: to a socket that ends, nobody answers. */
      sockets.renew();
      for (const link of links.values()) link.changeSession({ token, forgetPass, copies: copiesOfMember() });
      if (member && !copies) log('warn', 'local_copy_off');
      void takeUpUnsent();
      report();
    },
    atlasOf: (plot) => sockets.claim(plot),
    destroy() {
      isDestroyed = true;
      stopSignals();
      clearInterval(replanning);
      clearInterval(adopting);
      clearTimeout(resting);
      plan.cancel();
      report.cancel();
      publish.cancel();
      for (const link of links.values()) link.destroy();
      links.clear();
      sockets.destroy();
    },
  };
}
