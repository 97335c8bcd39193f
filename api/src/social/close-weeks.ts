import { sql } from 'kysely';
import type { Deps, Trx } from '../deps.ts';
import { notify } from '../notification/notify.ts';
import { noteColumns } from './note-columns.ts';
import { rankWeek } from './rank.ts';
import { weekEnd, weekOf } from './week.ts';

/** Votes under way when a week ends are still counted: no request lasts so long. */
const GRACE_MS = 120_000;
/** Weeks that may wait, should the server have been down. */
const WEEKS_BACK = 8;

/** Closes every week that is over and has votes: writes its wall down once, tells the authors, and takes its votes off the counts. */
export async function closeWeeks(deps: Deps): Promise<number> {
  const { db, now } = deps;
  const current = weekOf(new Date(now().getTime() - GRACE_MS));
  const { rows } = await sql<{ week: string }>`
    select w.week::text as week from generate_series(${current}::date - ${7 * WEEKS_BACK}::int, ${current}::date - 7, interval '7 days') w(week)
    where exists (select from vote v where v.week = w.week::date)
      and not exists (select from featured f where f.week = w.week::date) order by w.week`.execute(db);
  for (const { week } of rows) await db.transaction().execute((trx) => closeWeek(trx, now(), week.slice(0, 10)));
  await sql`
    update note_count set votes = 0, told = false from (
      select note_id from note_count where votes > 0 and week < ${current}::date order by note_id for update) over
    where over.note_id = note_count.note_id`.execute(db);
  // Who voted in a week long over is nobody's business any more: the wall keeps the sums.
  await db
    .deleteFrom('vote')
    .where('week', '<', sql<string>`${current}::date - ${7 * WEEKS_BACK}::int`)
    .execute();
  return rows.length;
}

async function closeWeek(trx: Trx, now: Date, week: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`week:${week}`}, 0))`.execute(trx);
  const closed = await trx.selectFrom('featured').select('position').where('week', '=', week).limit(1).executeTakeFirst();
  const ranked = closed ? [] : await rankWeek(trx, week);
  if (ranked.length === 0) return;
  await trx
    .insertInto('featured')
    .values(ranked.map(({ creation, votes }, index) => ({ week, position: index + 1, creation_id: creation, votes })))
    .execute();
  // Nobody waits for the answer to what they published before it was closed.
  if (now.getTime() - weekEnd(week).getTime() > 7 * 86_400_000) return;
  await tellAuthors(
    trx,
    now,
    ranked.map(({ creation }) => creation),
  );
}

/** In the order in which events are recorded. */
async function tellAuthors(trx: Trx, now: Date, creations: readonly string[]): Promise<void> {
  const rows = await trx
    .selectFrom('creation')
    .select(['id', 'author_id', 'kind', 'title'])
    .where('id', 'in', creations)
    .orderBy('author_id')
    .execute();
  for (const { id, author_id, kind, title } of rows) {
    await notify(trx, now, { member_id: author_id, about: 'featured', ...noteColumns({ uuid: id, type: 'creation', kind, title }) });
  }
}
