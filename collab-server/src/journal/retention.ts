import { sql, type Kysely, type Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { Tables } from '@oto/schema/db/tables';
import { lockSnapshots } from './lock.ts';

/** Days that a journal row outlives the snapshots that hold it, and that hourly snapshots are kept. */
export const KEPT_DAYS = 30;
/** Newest snapshots of a document that always stay; a journal row goes only when all of them hold it. */
export const NEWEST_KEPT = 2;
/** Rows dropped in one transaction. */
const DROPPED_MAX = 5_000;
/** Documents looked at in one round. */
const ROUND_MAX = 100;

/**
 * Keeps of a document's snapshots the newest two, the last of each hour of KEPT_DAYS and the last of
 * each day before, drops damaged ones among the newest, and drops the journal rows that both newest
 * snapshots and one older than KEPT_DAYS hold. `collab.trimmed` remembers how far rows may be missing.
 * The caller holds the document's snapshot lock.
 */
export async function thin(transaction: Transaction<Tables>, document: string): Promise<void> {
  await sql`
    delete from collab.snapshot where document = ${document} and sha256(state) <> sha256 and upto in (
      select upto from collab.snapshot where document = ${document} order by upto desc limit ${NEWEST_KEPT + 1})`.execute(transaction);
  await sql`
    delete from collab.snapshot where document = ${document} and upto in (
      select upto from (
        select upto,
          row_number() over (order by upto desc) as newer,
          row_number() over (
            partition by at > now() - make_interval(days => ${KEPT_DAYS}),
              date_trunc(case when at > now() - make_interval(days => ${KEPT_DAYS}) then 'hour' else 'day' end, at, 'UTC')
            order by upto desc) as later
        from collab.snapshot where document = ${document}) ranked
      where newer > ${NEWEST_KEPT} and later > 1)`.execute(transaction);
  // Rows go up to a snapshot, never between two: all that remain can be played again from one.
  await sql`
    with newest as (
      select upto from collab.snapshot where document = ${document} order by upto desc limit ${NEWEST_KEPT}),
    dropped as (
      delete from collab.journal where document = ${document} and id in (
        select id from collab.journal where document = ${document} and id <= (
          select max(upto) from collab.snapshot
          where document = ${document} and at < now() - make_interval(days => ${KEPT_DAYS})
            and upto <= (select min(upto) from newest having count(*) = ${NEWEST_KEPT}))
        order by id limit ${DROPPED_MAX})
      returning id)
    insert into collab.trimmed (document, upto)
    select ${document}, max(id) from dropped having count(*) > 0
    on conflict (document) do update set upto = greatest(collab.trimmed.upto, excluded.upto)`.execute(transaction);
}

/** Thins documents that nobody opens any more, a hundred a round, in the order of their names. */
export class Retention {
  readonly #db: Kysely<Tables>;
  readonly #log: Logger;
  #after = '';
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(db: Kysely<Tables>, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /** One round; the next goes on where it ended. Never rejects. */
  round(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#running ??= this.#round()
      .catch((error: unknown) => this.#log.warn({ err: error }, 'old snapshots not thinned'))
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  /** Resolves when the document under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #round(): Promise<void> {
    const { rows } = await sql<{ document: string }>`
      select distinct document from collab.snapshot where document > ${this.#after} order by document limit ${ROUND_MAX}`.execute(this.#db);
    for (const { document } of rows) {
      if (this.#stopped) return;
      await this.#db.transaction().execute(async (transaction) => {
        if (await lockSnapshots(transaction, document)) await thin(transaction, document);
      });
    }
    this.#after = rows.length < ROUND_MAX ? '' : (rows.at(-1)?.document ?? '');
  }
}
