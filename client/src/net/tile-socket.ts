import { HocuspocusProvider, HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { atlasName } from '@oto/schema/board/document-name';
import type { AtlasRecord } from '@oto/schema/board/record';
import type { ErrorCode } from '@oto/schema/contract/errors';
import type { Tile } from '@oto/schema/geometry/lattice';
import { readAtlas } from './atlas-plots.ts';
import { BoardSocket } from './board-socket.ts';
import { collabAddress } from './collab-address.ts';
import { heartbeat } from './heartbeat.ts';
import { leaveQuietly } from './leave-quietly.ts';

/** `failed`: it was up or was tried, and is down; it tries again by itself. */
export type SocketState = 'connecting' | 'up' | 'failed';

/** The socket of one atlas tile, with the tile's atlas document. Region documents share it. */
export interface TileSocket {
  readonly tile: Tile;
  readonly socket: HocuspocusProviderWebsocket;
  readonly state: SocketState;
  /** Up, and the atlas is what the server has now. */
  readonly isLive: boolean;
  /** The atlas has been read once: a plot that it does not hold is nobody's. */
  readonly isKnown: boolean;
  /** The claims that are known, by plot key. */
  readonly plots: ReadonlyMap<string, AtlasRecord>;
  /** The network came back: do not wait for the next attempt. */
  retry(): void;
  /** The network is gone, as far as the browser knows: do not wait for the socket to notice. */
  lose(): void;
  /** An edit was sent: find out soon whether anybody hears. */
  hurry(): void;
  destroy(): void;
}

export interface TileSocketOptions {
  readonly tile: Tile;
  readonly page: string;
  readonly epoch: number;
  readonly token: () => Promise<string>;
  readonly onState: (state: SocketState) => void;
  /** The atlas is read for the first time, or again after the socket was down. */
  readonly onAtlas: () => void;
  /** The claims of these plots came, changed or went. */
  readonly onPlots: (keys: readonly string[]) => void;
  /** The atlas was refused, or the whole socket cut, for this reason. */
  readonly onRefused: (reason: string) => void;
  readonly tickMs?: number;
}

/** A socket comes back after half to one and a half times this, so that the readers of a tile do not all come at once. */
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
/**
 * A socket that the server has ended sooner than this, saying why, is like to be ended again: each is followed by
 * twice the delay. Not one that was served and then sent on, as a tile that moves sends everybody.
 */
const SHORT_LIFE_MS = 10_000;
/** An attempt into a network that swallows everything is given up after this. */
const CONNECT_MS = 8000;
const PAUSE_MS = 1000;
const PAUSE_MAX_MS = 30_000;
/** Our own word for a socket given up. */
const LOST = { code: 4408, reason: 'lost' };
/** The tile has moved, or its server stops: another serves it. */
const SENT_ON = 'unavailable' satisfies ErrorCode;
/** The server speaks no protocol of this page any more. */
const TOO_OLD = 'old_client' satisfies ErrorCode;

class Line extends HocuspocusProviderWebsocket {
  /**
   * The stock one keeps what is said while a socket closes and says it on the next, before the handshake
   * that carries it anyway: the server would meet edits that build upon what it has not been told.
   */
  override send(message: unknown): void {
    if (this.webSocket !== null && this.webSocket.readyState === this.webSocket.OPEN) super.send(message);
  }

  /** As if the socket had closed: browsers take up to a minute to say so of a dead network. */
  giveUp(): void {
    if (this.status === WebSocketStatus.Disconnected) return;
    this.webSocket?.close(LOST.code, LOST.reason);
    this.emit('close', { event: LOST });
  }
}

export function openTileSocket(options: TileSocketOptions): TileSocket {
  const { tile, page, epoch, token, onState, onAtlas, onPlots, onRefused, tickMs } = options;
  let state: SocketState = 'connecting';
  let destroyed = false;
  let known = false;
  let isOld = false;
  let openedAt = 0;
  let wasServed = false;
  const delay = Math.round(FIRST_DELAY_MS * (0.5 + Math.random()));
  let nextDelay = delay;
  let pauseMs = PAUSE_MS;
  let again: ReturnType<typeof setTimeout> | undefined;
  let attempt: ReturnType<typeof setTimeout> | undefined;

  const enter = (next: SocketState): void => {
    if (state === next) return;
    state = next;
    if (next === 'up') heart.begin();
    else heart.end();
    onState(next);
  };
  const lose = (): void => {
    if (destroyed) end();
    else socket.giveUp();
  };
  const end = (): void => {
    clearTimeout(attempt);
    socket.destroy();
  };
  const heart = heartbeat({ ask: () => atlas.forceSync(), onSilence: lose, ...(tickMs === undefined ? {} : { tickMs }) });
  const socket: Line = new Line({
    url: collabAddress(tile, page),
    WebSocketPolyfill: BoardSocket,
    delay,
    minDelay: FIRST_DELAY_MS / 2,
    maxDelay: LONGEST_DELAY_MS,
    onMessage: () => heart.heard(),
    onDisconnect: ({ event }) => {
      if (event.reason === TOO_OLD) {
        isOld = true;
        // Asking again would bring the same answer: another page is needed.
        socket.shouldConnect = false;
      }
      const isEnded = event.reason !== '' && event.reason !== LOST.reason;
      const isSentOn = wasServed && event.reason === SENT_ON;
      if (!isEnded || isSentOn || performance.now() - openedAt > SHORT_LIFE_MS) nextDelay = delay;
      socket.configuration.delay = nextDelay;
      if (isEnded && !isSentOn) nextDelay = Math.min(nextDelay * 2, LONGEST_DELAY_MS);
      if (!destroyed && event.reason && event.reason !== LOST.reason) onRefused(event.reason);
    },
    onStatus: ({ status }) => {
      clearTimeout(attempt);
      switch (status) {
        case WebSocketStatus.Connecting:
          attempt = setTimeout(lose, CONNECT_MS);
          return;
        case WebSocketStatus.Connected:
          if (destroyed) {
            queueMicrotask(end);
            return;
          }
          // Told in the middle of the opening: a document attached now would miss it and never be asked for.
          queueMicrotask(() => {
            if (socket.status !== WebSocketStatus.Connected || destroyed) return;
            if (state !== 'up') {
              openedAt = performance.now();
              wasServed = false;
              pauseMs = PAUSE_MS;
              rejoin();
            }
            enter('up');
          });
          return;
        case WebSocketStatus.Disconnected:
          if (destroyed) queueMicrotask(end);
          else enter('failed');
          return;
        default:
          return status satisfies never;
      }
    },
  });
  const doc = new Y.Doc();
  const plots = readAtlas(doc, onPlots);
  const atlas: HocuspocusProvider = new HocuspocusProvider({
    websocketProvider: socket,
    name: atlasName(tile, epoch),
    document: doc,
    awareness: null,
    token,
    onSynced: () => {
      known = true;
      wasServed = true;
      pauseMs = PAUSE_MS;
      onAtlas();
    },
    onClose: ({ event }) => {
      if (socket.status === WebSocketStatus.Connected) refused(event.reason);
    },
    onAuthenticationFailed: ({ reason }) => refused(reason),
  });
  atlas.attach();

  function refused(reason: string): void {
    leaveQuietly(atlas);
    onRefused(reason);
    clearTimeout(again);
    again = setTimeout(rejoin, pauseMs);
    pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS);
  }

  /** A new socket may lead to another replica: what the last one refused need not wait. */
  function rejoin(): void {
    clearTimeout(again);
    if (socket.status === WebSocketStatus.Connected) atlas.attach();
  }

  return {
    tile,
    socket,
    get state() {
      return state;
    },
    get isLive() {
      return state === 'up' && atlas.isSynced;
    },
    get isKnown() {
      return known;
    },
    plots: plots.records,
    retry() {
      if (state !== 'up' && !isOld) void socket.connect();
    },
    lose,
    hurry: () => heart.hurry(),
    destroy() {
      destroyed = true;
      clearTimeout(again);
      heart.end();
      plots.stop();
      atlas.destroy();
      doc.destroy();
      /** A socket that is cut while it opens is reported as an error by browsers. */
      if (socket.status !== WebSocketStatus.Connecting) end();
    },
  };
}
