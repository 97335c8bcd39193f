import { sql, type Kysely } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import { tileOf, type Tile } from '@oto/schema/geometry/lattice';
import type { DocumentName } from '@oto/schema/board/document-name';

/** Proof of holding a tile; every commit checks that it is still the newest. */
export type Fence = { readonly tile: string; readonly epoch: bigint };

export const LEASE_SECONDS = 15;

export function tileOfDocument(name: DocumentName): Tile {
  return name.kind === 'region' ? tileOf(name.plot) : name.tile;
}

export function tileKey(tile: Tile): string {
  return `${tile.x},${tile.y}`;
}

/** The tiles of the atlas that this replica may write, one row of `collab.lease` each. */
export class Leases {
  readonly #db: Kysely<Tables>;
  readonly #holder: string;
  readonly #lost: (tile: string) => void;
  readonly #held = new Map<string, bigint>();
  readonly #taking = new Map<string, Promise<Fence | null>>();

  /** `lost` is told of a tile that another replica has, or may have, taken. */
  constructor(db: Kysely<Tables>, holder: string, lost: (tile: string) => void) {
    this.#db = db;
    this.#holder = holder;
    this.#lost = lost;
  }

  /** The fence of a tile, taken if need be; null while another replica holds it. */
  async take(tile: string): Promise<Fence | null> {
    const epoch = this.#held.get(tile);
    if (epoch !== undefined) return { tile, epoch };
    const running = this.#taking.get(tile) ?? this.#acquire(tile).finally(() => this.#taking.delete(tile));
    this.#taking.set(tile, running);
    return running;
  }

  /** Whether another replica holds a tile now. */
  async isElsewhere(tile: string): Promise<boolean> {
    const { rows } = await sql`
      select from collab.lease where tile = ${tile} and holder <> ${this.#holder} and expires_at > clock_timestamp()`.execute(this.#db);
    return rows.length > 0;
  }

  /**
   * Prolongs the tiles in use and lets go of the others. A database that cannot be asked loses
   * nothing yet: the commits check.
   */
  async renew(inUse: (tile: string) => boolean): Promise<void> {
    await this.#letGo([...this.#held].filter(([tile]) => !inUse(tile)));
    const held = [...this.#held];
    if (held.length === 0) return;
    const { rows } = await sql<{ tile: string; epoch: string }>`
      update collab.lease set expires_at = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      where holder = ${this.#holder} and (tile, epoch) in (
        select * from unnest(${held.map(([tile]) => tile)}::text[], ${held.map(([, epoch]) => epoch.toString())}::bigint[]))
      returning tile, epoch`.execute(this.#db);
    const kept = new Set(rows.map((row) => `${row.tile} ${row.epoch}`));
    for (const [tile, epoch] of held) if (!kept.has(`${tile} ${epoch}`)) this.forget({ tile, epoch });
  }

  /** Drops a fence that a commit found to be stale. */
  forget(fence: Fence): void {
    if (this.#held.get(fence.tile) !== fence.epoch) return;
    this.#held.delete(fence.tile);
    this.#lost(fence.tile);
  }

  /** Lets another replica have every tile at once. */
  release(): Promise<void> {
    return this.#letGo([...this.#held]);
  }

  async #letGo(held: readonly (readonly [string, bigint])[]): Promise<void> {
    if (held.length === 0) return;
    for (const [tile] of held) this.#held.delete(tile);
    await sql`
      update collab.lease set expires_at = clock_timestamp()
      where holder = ${this.#holder} and (tile, epoch) in (
        select * from unnest(${held.map(([tile]) => tile)}::text[], ${held.map(([, epoch]) => epoch.toString())}::bigint[]))`.execute(
      this.#db,
    );
  }

  /** A replica that restarts under its old name takes its tiles back at once, under a higher epoch. */
  async #acquire(tile: string): Promise<Fence | null> {
    const { rows } = await sql<{ epoch: string }>`
      insert into collab.lease as l (tile, holder, epoch, expires_at)
      values (${tile}, ${this.#holder}, 1, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
      on conflict (tile) do update set holder = excluded.holder, epoch = l.epoch + 1, expires_at = excluded.expires_at
      where l.holder = excluded.holder or l.expires_at <= clock_timestamp()
      returning epoch`.execute(this.#db);
    const row = rows[0];
    if (!row) return null;
    const epoch = BigInt(row.epoch);
    this.#held.set(tile, epoch);
    return { tile, epoch };
  }
}
