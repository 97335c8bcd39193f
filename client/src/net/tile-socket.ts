import { HocuspocusProvider, HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { atlasName } from '@oto/schema/board/document-name';
import { AtlasRecord } from '@oto/schema/board/record';
import { atlasOf } from '@oto/schema/board/roots';
import type { Tile } from '@oto/schema/geometry/lattice';
import { collabAddress } from './collab-address.ts';

/** `failed`: it was up or was tried, and is down; it tries again by itself. */
export type SocketState = 'connecting' | 'up' | 'failed';

/** The socket of one atlas tile, with the tile's atlas document. Region documents share it. */
export interface TileSocket {
  readonly tile: Tile;
  readonly socket: HocuspocusProviderWebsocket;
  readonly state: SocketState;
  /** Reads one plot's claim; undefined while unknown or unclaimed. */
  plot(key: string): AtlasRecord | undefined;
  plots(): Iterable<readonly [string, AtlasRecord]>;
  /** The network came back: do not wait for the next attempt. */
  retry(): void;
  destroy(): void;
}

export interface TileSocketOptions {
  readonly tile: Tile;
  readonly page: string;
  readonly epoch: number;
  readonly token: () => Promise<string>;
  readonly onState: (state: SocketState) => void;
  readonly onAtlas: () => void;
  readonly onRefused: (reason: string) => void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
/** A watcher publishes no presence, so this alone keeps a quiet socket open on both sides. */
const KEEP_ALIVE_MS = 12_000;

export function openTileSocket(options: TileSocketOptions): TileSocket {
  const { tile, page, epoch, token, onState, onAtlas, onRefused } = options;
  let state: SocketState = 'connecting';
  let destroyed = false;
  const enter = (next: SocketState): void => {
    if (state === next) return;
    state = next;
    onState(next);
  };
  const socket = new HocuspocusProviderWebsocket({
    url: collabAddress(tile, page),
    delay: FIRST_DELAY_MS,
    minDelay: FIRST_DELAY_MS,
    maxDelay: LONGEST_DELAY_MS,
    onStatus: ({ status }) => {
      // Told in the middle of the opening: a document attached now would miss it and never be asked for.
      if (status === WebSocketStatus.Connected)
        queueMicrotask(() => socket.status === WebSocketStatus.Connected && !destroyed && enter('up'));
      else if (status === WebSocketStatus.Disconnected) enter('failed');
    },
  });
  const doc = new Y.Doc();
  const atlas = new HocuspocusProvider({
    websocketProvider: socket,
    name: atlasName(tile, epoch),
    document: doc,
    awareness: null,
    token,
    forceSyncInterval: KEEP_ALIVE_MS,
    onAuthenticationFailed: ({ reason }) => onRefused(reason),
  });
  const { plots } = atlasOf(doc);
  plots.observe(onAtlas);
  atlas.attach();

  return {
    tile,
    socket,
    get state() {
      return state;
    },
    plot(key) {
      const record = AtlasRecord.safeParse(plots.get(key));
      return record.success ? record.data : undefined;
    },
    *plots() {
      for (const [key, value] of plots) {
        const record = AtlasRecord.safeParse(value);
        if (record.success) yield [key, record.data] as const;
      }
    },
    retry() {
      if (state !== 'up') void socket.connect();
    },
    destroy() {
      destroyed = true;
      plots.unobserve(onAtlas);
      atlas.destroy();
      socket.destroy();
      doc.destroy();
    },
  };
}
