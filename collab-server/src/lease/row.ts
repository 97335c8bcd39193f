import { sql, type Kysely } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import { TILE_PLOTS } from '@oto/schema/geometry/lattice';
import type { Fence } from './fence.ts';

export const LEASE_SECONDS = 15;
/** A holder whose lease was renewed within this time was alive. Seconds; more than twice the pause between renewals. */
const RENEWED_WITHIN_SECONDS = 7;
/** A tile may change hands five times in a burst, and then once in so many seconds. */
const SETTLES_SECONDS = 4;
const BURST_SECONDS = 4 * SETTLES_SECONDS;
/** No run of moves brings `settled_at` further ahead; where it is, the database's clock was set back, and it says nothing. */
const AHEAD_SECONDS = BURST_SECONDS + 2 * SETTLES_SECONDS;
/** A tile without plots that nobody has held for so long is forgotten. */
const IDLE_SECONDS = 600;
/** Tiles that are forgotten at once. */
export const SWEEP_MAX = 1000;

type Db = Kysely<Tables>;

/** The statements on `collab.lease`; each is one transaction. `holder` is the replica that speaks. */
export class LeaseRows {
  readonly #db: Db;
  readonly #holder: string;

  constructor(db: Db, holder: string) {
    this.#db = db;
    this.#holder = holder;
  }

  /**
   * The epoch of a tile that was nobody's, or ours before a restart; null while another replica holds it. Epochs begin
   * at the time of day, so that a tile that was forgotten gets none that anybody may still believe in.
   */
  async take(tile: string): Promise<bigint | null> {
    const { rows } = await sql<{ epoch: string }>`
      insert into collab.lease as l (tile, holder, epoch, expires_at)
      values (${tile}, ${this.#holder}, extract(epoch from clock_timestamp())::bigint, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
      on conflict (tile) do update set holder = excluded.holder, epoch = l.epoch + 1, expires_at = excluded.expires_at
      where l.holder = excluded.holder or l.expires_at <= clock_timestamp()
      returning epoch`.execute(this.#db);
    return epochOf(rows);
  }

  /** Whether another replica holds the tile now. */
  async isElsewhere(tile: string): Promise<boolean> {
    const { rows } = await sql`
      select from collab.lease where tile = ${tile} and holder <> ${this.#holder} and expires_at > clock_timestamp()`.execute(this.#db);
    return rows.length > 0;
  }

  /** Asks the holder for a tile; the epoch that was asked for, null when nobody else holds it any more. */
  async ask(tile: string): Promise<bigint | null> {
    const { rows } = await sql<{ epoch: string }>`
      select epoch, pg_notify('lease', 'asked ' || tile || ' ' || epoch) from collab.lease
      where tile = ${tile} and holder <> ${this.#holder} and expires_at > clock_timestamp()`.execute(this.#db);
    return epochOf(rows);
  }

  /** Tells whoever asked that we live; milliseconds for which the tile still rests with us, null when it is not ours. */
  async answer({ tile, epoch }: Fence): Promise<number | null> {
    const { rows } = await sql<{ ms: number }>`
      with rest as (
        select greatest(0, ceil(extract(epoch from ${settledAt} - clock_timestamp()) - ${BURST_SECONDS}))::int * 1000 as ms
        from collab.lease where tile = ${tile} and epoch = ${epoch.toString()} and holder = ${this.#holder})
      select ms, pg_notify('lease', 'heard ' || ${tile}::text || ' ' || ${epoch.toString()}::text || ' ' || ms) from rest`.execute(
      this.#db,
    );
    return rows[0]?.ms ?? null;
  }

  /**
   * Takes a tile from a holder that does not answer, under the next epoch. What it commits at this moment
   * we wait for, what it would commit later its fence refuses. Null when somebody else was faster, or when
   * the tile has changed hands too often of late and its holder was alive a moment ago.
   */
  async rob({ tile, epoch }: Fence): Promise<bigint | null> {
    const { rows } = await sql<{ epoch: string }>`
      with robbed as (
        update collab.lease set holder = ${this.#holder}, epoch = epoch + 1, settled_at = ${settled},
          expires_at = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
        where tile = ${tile} and epoch = ${epoch.toString()} and holder <> ${this.#holder}
          and (${settledAt} <= clock_timestamp() + make_interval(secs => ${BURST_SECONDS})
            or expires_at <= clock_timestamp() + make_interval(secs => ${LEASE_SECONDS - RENEWED_WITHIN_SECONDS}))
        returning epoch)
      select epoch, pg_notify('lease', 'taken ' || ${tile}::text || ' ' || epoch) from robbed`.execute(this.#db);
    return epochOf(rows);
  }

  /** Lets somebody who asked have a tile, and counts the move. */
  async hand({ tile, epoch }: Fence): Promise<void> {
    await sql`
      with freed as (
        update collab.lease set expires_at = clock_timestamp(), settled_at = ${settled}
        where tile = ${tile} and epoch = ${epoch.toString()} and holder = ${this.#holder}
        returning tile, epoch)
      select pg_notify('lease', 'free ' || tile || ' ' || epoch) from freed`.execute(this.#db);
  }

  /** Lets go of tiles that nobody may have asked for. */
  async release(fences: readonly Fence[]): Promise<void> {
    if (fences.length === 0) return;
    await sql`
      with freed as (
        update collab.lease set expires_at = clock_timestamp() where tile in (${this.#ours(fences)})
        returning tile, epoch)
      select pg_notify('lease', 'free ' || tile || ' ' || epoch) from freed`.execute(this.#db);
  }

  /** Prolongs what is still ours of `fences`, and says which that is. Asks the database even about none. */
  async renew(fences: readonly Fence[]): Promise<readonly Fence[]> {
    const { rows } = await sql<{ tile: string; epoch: string }>`
      update collab.lease set expires_at = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      where tile in (${this.#ours(fences)}) returning tile, epoch`.execute(this.#db);
    return rows.map((row) => ({ tile: row.tile, epoch: BigInt(row.epoch) }));
  }

  /** Forgets what is left of looks at empty tiles: anybody may look at any of a million millions. In portions: each within the bound of a statement. */
  async sweep(): Promise<void> {
    const first = (axis: 1 | 2) => sql`split_part(tile, ',', ${sql.lit(axis)})::int * ${TILE_PLOTS}::int`;
    const idle = sql`expires_at < clock_timestamp() - make_interval(secs => ${IDLE_SECONDS})`;
    for (;;) {
      const { rows } = await sql`
        delete from collab.lease where ${idle} and tile in (
          select tile from collab.lease where ${idle} and not exists (
            select from plot
            where x between ${first(1)} and ${first(1)} + ${TILE_PLOTS - 1}::int and y between ${first(2)} and ${first(2)} + ${TILE_PLOTS - 1}::int)
          order by tile limit ${SWEEP_MAX})
        returning tile`.execute(this.#db);
      if (rows.length < SWEEP_MAX) return;
    }
  }

  /** Locked in the order in which the journal locks them, so that neither waits for the other in a ring. */
  #ours(fences: readonly Fence[]) {
    return sql`
      select tile from collab.lease where holder = ${this.#holder} and (tile, epoch) in (
        select * from unnest(${fences.map(({ tile }) => tile)}::text[], ${fences.map(({ epoch }) => epoch.toString())}::bigint[]))
      order by tile for no key update`;
  }
}

const settledAt = sql`(case when settled_at > clock_timestamp() + make_interval(secs => ${AHEAD_SECONDS}) then clock_timestamp() else settled_at end)`;
const settled = sql`greatest(${settledAt}, clock_timestamp()) + make_interval(secs => ${SETTLES_SECONDS})`;

function epochOf(rows: readonly { readonly epoch: string }[]): bigint | null {
  const [row] = rows;
  return row ? BigInt(row.epoch) : null;
}
