import type { AtlasRecord } from '@oto/schema/board/record';
import { isErrorCode } from '@oto/schema/contract/errors';
import { plotKey, tileOf, type Plot, type Tile } from '@oto/schema/geometry/lattice';
import { KnownClaims, type KnownClaim } from './known-claims.ts';
import type { NetLog } from './net-log.ts';
import { pacedQueue, SENDING_PACE, type PacedQueue } from './paced-queue.ts';
import { openTileSocket, type TileSocket } from './tile-socket.ts';
import { tileKey, type OpenTile } from './tiles-in-view.ts';

export interface TileSocketsOptions {
  readonly page: string;
  readonly epoch: number;
  readonly token: () => Promise<string>;
  readonly forgetPass: () => void;
  readonly onClaim: (plot: Plot, claim: AtlasRecord | null) => void;
  /** The socket of a tile came up, or is down. */
  readonly onState: (tile: string, isUp: boolean) => void;
  /** An atlas changed, or is known whole. */
  readonly onAtlas: (isWhole: boolean) => void;
  /** The turn of a region to be asked for, and to send an edit. */
  readonly attach: (region: string) => void;
  readonly send: (region: string) => void;
  readonly log: NetLog;
  readonly tickMs?: number;
}

interface Held {
  readonly tile: Tile;
  readonly socket: TileSocket;
  /** One of each a socket, as the server counts. */
  readonly attaching: PacedQueue;
  readonly sending: PacedQueue;
  wanted: number;
}

/** The sockets of the atlas tiles that are followed, and what their atlases tell. */
export class TileSockets {
  readonly #options: TileSocketsOptions;
  readonly #held = new Map<string, Held>();
  readonly #claims: KnownClaims;

  constructor(options: TileSocketsOptions) {
    this.#options = options;
    this.#claims = new KnownClaims(options.onClaim);
  }

  get all(): readonly TileSocket[] {
    return [...this.#held.values()].map(({ socket }) => socket);
  }
  of(plot: Plot): TileSocket | undefined {
    return this.#held.get(tileKey(tileOf(plot)))?.socket;
  }
  attaching(plot: Plot): PacedQueue | undefined {
    return this.#held.get(tileKey(tileOf(plot)))?.attaching;
  }
  sending(plot: Plot): PacedQueue | undefined {
    return this.#held.get(tileKey(tileOf(plot)))?.sending;
  }
  /** As the atlas has it now; undefined while unknown or unclaimed. */
  claim(plot: Plot): AtlasRecord | undefined {
    return this.of(plot)?.plots.get(plotKey(plot));
  }
  /** The same, or what was known when the tile was last followed. */
  lastClaim(plot: Plot): KnownClaim | undefined {
    const socket = this.of(plot);
    if (socket?.isKnown) return socket.plots.get(plotKey(plot));
    return socket?.plots.get(plotKey(plot)) ?? this.#claims.remembered(tileKey(tileOf(plot)), plotKey(plot));
  }

  open(tile: Tile, now: number): void {
    const key = tileKey(tile);
    if (this.#held.has(key)) return;
    const { page, epoch, token, forgetPass, onState, onAtlas, attach, send, log, tickMs } = this.#options;
    const socket = openTileSocket({
      tile,
      page,
      epoch,
      token,
      onState: (state) => onState(key, state === 'up'),
      onAtlas: () => {
        this.#claims.whole(key, socket.plots);
        onAtlas(true);
      },
      onPlots: (keys) => {
        this.#claims.changed(key, keys, socket.plots);
        onAtlas(false);
      },
      onRefused: (reason) => {
        if (isErrorCode(reason) && reason !== 'bad_credential') return log('warn', reason, { tile: key });
        forgetPass();
        log('warn', 'pass_failed', { tile: key, reason });
      },
      ...(tickMs === undefined ? {} : { tickMs }),
    });
    this.#held.set(key, { tile, socket, attaching: pacedQueue(attach), sending: pacedQueue(send, SENDING_PACE), wanted: now });
  }

  close(key: string): void {
    const plots = this.#held.get(key)?.socket.plots;
    if (plots && this.#end(key)) this.#claims.left(key, plots);
  }

  /** Regions that wait for their turn are asked for in this order. */
  prefer(regions: readonly string[]): void {
    for (const { attaching } of this.#held.values()) if (attaching.waiting > 1) attaching.prefer(regions);
  }

  /** These tiles are looked at now. */
  want(keys: readonly string[], now: number): void {
    for (const key of keys) {
      const held = this.#held.get(key);
      if (held) held.wanted = now;
    }
  }

  /** Somebody came or went: the sockets begin anew. One that is still connecting has shown no pass yet. */
  renew(): void {
    for (const [key, { tile, socket, wanted }] of this.#held) {
      if (socket.state === 'connecting') continue;
      this.#end(key);
      this.open(tile, wanted);
    }
  }

  /** As the plan of tiles wants it; `uses` tells of each tile's open regions. */
  opened(uses: (key: string) => Pick<OpenTile, 'isUsed' | 'isUnsaved'>): Map<string, OpenTile> {
    return new Map([...this.#held].map(([key, { tile, wanted }]) => [key, { tile, wanted, ...uses(key) }]));
  }

  destroy(): void {
    for (const key of this.#held.keys()) this.#end(key);
  }

  #end(key: string): boolean {
    const held = this.#held.get(key);
    this.#held.delete(key);
    held?.attaching.destroy();
    held?.sending.destroy();
    held?.socket.destroy();
    return held !== undefined;
  }
}
