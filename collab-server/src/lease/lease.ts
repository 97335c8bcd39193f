import type { Logger } from 'pino';
import { tileOf, type Tile } from '@oto/schema/geometry/lattice';
import type { DocumentName } from '@oto/schema/board/document-name';
import type { Fence } from './fence.ts';
import { readNotice, type Notice } from './notice.ts';
import type { LeaseRows } from './row.ts';

/** `taken`: another replica has the tile. `unsure`: what we asked of the database may or may not have come to pass. */
export type LossReason = 'taken' | 'unsure';

/** Milliseconds. `silent`: a holder that has not said by then that it lives is taken for dead. `handover`: what a living one has to let go. */
const PATIENCE = { silent: 400, handover: 2_000 };
/** What was just handed over is not taken back for mere deliveries. */
const YIELDED_MS = 2_000;
/** Times that a tile is asked for when others are faster. */
const ROUNDS = 4;

export type LeaseParts = {
  readonly rows: Pick<LeaseRows, 'take' | 'isElsewhere' | 'ask' | 'answer' | 'rob' | 'hand' | 'release' | 'renew'>;
  /** Brings what is under way in a tile's documents to an end, within a bound of its own. Never rejects. */
  readonly finish: (tile: string) => Promise<void>;
  /** Told of a tile that this replica may write from now on. */
  readonly gained?: (tile: string) => void;
  /** Told of a tile that this replica may not write any more. */
  readonly lost: (tile: string, reason: LossReason) => void;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** PATIENCE without. */
  readonly patience?: { readonly silent: number; readonly handover: number };
};

/** Since the start. `taken`: free tiles and our own; `moved`: handed over to us; `robbed`: taken from the silent; `given`: handed over by us. */
export type LeaseFigures = { held: number; taken: number; moved: number; robbed: number; given: number; lost: number; resting: number };

export function tileOfDocument(name: DocumentName): Tile {
  return name.kind === 'region' ? tileOf(name.plot) : name.tile;
}

export function tileKey(tile: Tile): string {
  return `${tile.x},${tile.y}`;
}

/**
 * The tiles of the atlas that this replica may write, one row of `collab.lease` each. The proxy decides
 * who serves a tile: a replica that is asked by a socket claims it, and its holder hands it over.
 */
export class Leases {
  readonly #parts: LeaseParts;
  readonly #held = new Map<string, bigint>();
  readonly #taking = new Map<string, Promise<Fence | null>>();
  readonly #claiming = new Map<string, Promise<Fence | null>>();
  readonly #handing = new Map<string, Promise<void>>();
  readonly #waits = new Map<string, (notice: Notice) => void>();
  readonly #yieldedAt = new Map<string, number>();
  readonly #figures = { taken: 0, moved: 0, robbed: 0, given: 0, lost: 0, resting: 0 };

  constructor(parts: LeaseParts) {
    this.#parts = parts;
  }

  get figures(): Readonly<LeaseFigures> {
    return { held: this.#held.size, ...this.#figures };
  }

  /** Whether `fence` is the newest that we know of. */
  holds(fence: Fence): boolean {
    return this.#held.get(fence.tile) === fence.epoch;
  }

  /** The fence of a tile, taken if it is nobody's; null while another replica holds it or gets it. Robs nobody. */
  async take(tile: string): Promise<Fence | null> {
    if (this.#handing.has(tile)) return null;
    const epoch = this.#held.get(tile);
    if (epoch !== undefined) return { tile, epoch };
    return once(this.#taking, tile, () => this.#take(tile, 'taken'));
  }

  /**
   * The fence of a tile that a socket wants here. Another holder is asked for it, and robbed when it is
   * silent; null while we hand it over, and while it rests with a living one since it has moved too often of late.
   */
  async claim(tile: string): Promise<Fence | null> {
    if (this.#handing.has(tile)) return null;
    const epoch = this.#held.get(tile);
    if (epoch !== undefined) return { tile, epoch };
    return once(this.#claiming, tile, () => this.#claim(tile));
  }

  /** Whether a delivery for a tile is another replica's to make: it holds the tile, or has just been given it. */
  async isElsewhere(tile: string): Promise<boolean> {
    if (this.#held.has(tile) && !this.#handing.has(tile)) return false;
    const yielded = this.#yieldedAt.get(tile);
    if (yielded !== undefined && performance.now() - yielded < YIELDED_MS) return true;
    this.#yieldedAt.delete(tile);
    return this.#parts.rows.isElsewhere(tile);
  }

  /** A notification of channel `lease`. */
  hear(payload: string): void {
    const notice = readNotice(payload);
    if (!notice) return;
    this.#waits.get(notice.tile)?.(notice);
    const epoch = this.#held.get(notice.tile);
    if (epoch === undefined) return;
    if (notice.verb === 'asked' && notice.epoch === epoch) void this.#asked({ tile: notice.tile, epoch });
    if (notice.verb === 'taken' && notice.epoch > epoch) this.forget({ tile: notice.tile, epoch }, 'taken');
  }

  /** Prolongs the tiles in use and lets go of the others. Rejects when the database cannot be asked; the commits check. */
  async renew(inUse: (tile: string) => boolean): Promise<void> {
    await this.release((tile) => !inUse(tile) && !this.#handing.has(tile));
    const fences = this.#fences();
    const kept = await this.#parts.rows.renew(fences);
    for (const fence of fences) {
      if (!kept.some(({ tile, epoch }) => tile === fence.tile && epoch === fence.epoch)) this.forget(fence, 'taken');
    }
  }

  /** Drops a fence that is, or may be, stale. */
  forget(fence: Fence, reason: LossReason): void {
    if (!this.holds(fence)) return;
    this.#held.delete(fence.tile);
    if (reason === 'taken') {
      this.#figures.lost++;
      this.#parts.log.warn({ tile: fence.tile, epoch: fence.epoch.toString() }, 'tile lost to another replica');
    }
    this.#parts.lost(fence.tile, reason);
  }

  /** Drops every fence: nobody knows what has become of them. */
  forgetAll(): void {
    for (const fence of this.#fences()) this.forget(fence, 'taken');
  }

  /** Lets another replica have these tiles, all without a choice, at once. */
  release(which: (tile: string) => boolean = () => true): Promise<void> {
    const fences = this.#fences().filter(({ tile }) => which(tile));
    for (const { tile } of fences) this.#held.delete(tile);
    return this.#parts.rows.release(fences);
  }

  #fences(): readonly Fence[] {
    return [...this.#held].map(([tile, epoch]) => ({ tile, epoch }));
  }

  async #take(tile: string, how: 'taken' | 'moved'): Promise<Fence | null> {
    const epoch = await this.#parts.rows.take(tile);
    return epoch === null ? null : this.#has({ tile, epoch }, how);
  }

  #has(fence: Fence, how: 'taken' | 'moved' | 'robbed'): Fence {
    this.#held.set(fence.tile, fence.epoch);
    this.#yieldedAt.delete(fence.tile);
    this.#figures[how]++;
    const told = { tile: fence.tile, epoch: fence.epoch.toString(), how };
    if (how === 'robbed') this.#parts.log.warn(told, 'tile taken from a silent replica');
    else this.#parts.log.info(told, 'tile taken');
    this.#parts.gained?.(fence.tile);
    return fence;
  }

  async #claim(tile: string): Promise<Fence | null> {
    let how: 'taken' | 'moved' = 'taken';
    for (let round = 0; round < ROUNDS; round++) {
      const free = await once(this.#taking, tile, () => this.#take(tile, how));
      if (free) return free;
      const answer = await this.#ask(tile);
      switch (answer.outcome) {
        case 'gone':
          break;
        case 'free':
          how = 'moved';
          break;
        case 'rests':
          this.#figures.resting++;
          this.#parts.log.warn({ tile, ms: answer.ms }, 'tile rests where it is: it has moved too often');
          return null;
        case 'silent': {
          const epoch = await this.#parts.rows.rob({ tile, epoch: answer.epoch });
          if (epoch !== null) return this.#has({ tile, epoch }, 'robbed');
          break;
        }
        default:
          return answer satisfies never;
      }
    }
    return null;
  }

  /** Waits from before the question on, since the answer may be faster than what we ask by. */
  async #ask(tile: string): Promise<Answer> {
    const answered = Promise.withResolvers<Answer>();
    let epoch: bigint | null = null;
    const silent = () => answered.resolve(epoch === null ? { outcome: 'gone' } : { outcome: 'silent', epoch });
    const patience = this.#parts.patience ?? PATIENCE;
    let alarm: NodeJS.Timeout | undefined;
    this.#waits.set(tile, (notice) => {
      switch (notice.verb) {
        case 'asked':
          return;
        case 'free':
          return answered.resolve({ outcome: 'free' });
        case 'taken':
          return answered.resolve({ outcome: 'gone' });
        case 'heard':
          if (notice.ms > 0) return answered.resolve({ outcome: 'rests', ms: notice.ms });
          clearTimeout(alarm);
          alarm = setTimeout(silent, patience.handover);
          return;
        default:
          return notice satisfies never;
      }
    });
    try {
      epoch = await this.#parts.rows.ask(tile);
      if (epoch === null) return { outcome: 'gone' };
      alarm ??= setTimeout(silent, patience.silent);
      return await answered.promise;
    } finally {
      clearTimeout(alarm);
      this.#waits.delete(tile);
    }
  }

  async #asked(fence: Fence): Promise<void> {
    try {
      const rests = await this.#parts.rows.answer(fence);
      if (rests === null || rests > 0 || !this.holds(fence)) return;
      await once(this.#handing, fence.tile, () => this.#hand(fence));
    } catch (error) {
      this.#parts.log.warn({ tile: fence.tile, err: error }, 'tile not handed over');
    }
  }

  /** Nothing is loaded under the fence from the moment it is dropped; what was loaded is told. */
  async #hand(fence: Fence): Promise<void> {
    await this.#parts.finish(fence.tile);
    if (!this.holds(fence)) return;
    this.#held.delete(fence.tile);
    this.#yieldedAt.set(fence.tile, performance.now());
    this.#figures.given++;
    this.#parts.log.info({ tile: fence.tile, epoch: fence.epoch.toString() }, 'tile handed over');
    this.#parts.lost(fence.tile, 'taken');
    await this.#parts.rows.hand(fence);
  }
}

type Answer =
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'free' }
  | { readonly outcome: 'rests'; readonly ms: number }
  | { readonly outcome: 'silent'; readonly epoch: bigint };

/** One run of `work` for a key at a time; who comes meanwhile shares it. */
function once<T>(running: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const found = running.get(key);
  if (found) return found;
  const run = work().finally(() => running.delete(key));
  running.set(key, run);
  return run;
}
