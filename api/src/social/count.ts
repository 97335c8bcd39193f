import { sql } from 'kysely';
import type { Counts } from '@oto/schema/contract/social';
import type { Db, Trx } from '../deps.ts';
import { weekOf } from './week.ts';

const NONE: Counts = { likes: 0, comments: 0, votes: 0 };

/**
 * Counts likes and comments of a note (uuid) that came or went, in the transaction that changes their rows, right
 * after them: whoever counts another first waits here. The readers of its region are told shortly.
 */
export async function countNote(
  trx: Trx,
  noteUuid: string,
  { likes = 0, comments = 0 }: { readonly likes?: number; readonly comments?: number },
): Promise<void> {
  await holdCount(trx, noteUuid);
  await trx
    .updateTable('note_count')
    .set((eb) => ({ likes: eb('likes', '+', likes), comments: eb('comments', '+', comments), told: false }))
    .where('note_id', '=', noteUuid)
    .execute();
}

/** Counts a vote of `week` (its Monday) given or taken back. A vote of a week that is over changes nothing of the next. */
export async function countVote(trx: Trx, noteUuid: string, week: string, by: 1 | -1): Promise<void> {
  await holdCount(trx, noteUuid);
  await sql`
    update note_count set told = false, week = greatest(week, ${week}::date),
      votes = case when week = ${week}::date then votes + ${by}::int when week > ${week}::date then votes else ${by}::int end
    where note_id = ${noteUuid}::uuid`.execute(trx);
}

/** A row is there to be counted in. */
async function holdCount(trx: Trx, noteUuid: string): Promise<void> {
  await trx
    .insertInto('note_count')
    .values({ note_id: noteUuid })
    .onConflict((on) => on.doNothing())
    .execute();
}

/** What people made of these notes (uuids); `votes` of the week in which `now` lies. Notes that nobody did anything with are left out. */
export async function countsOf(db: Db | Trx, noteUuids: readonly string[], now: Date): Promise<ReadonlyMap<string, Counts>> {
  if (noteUuids.length === 0) return new Map();
  const rows = await db
    .selectFrom('note_count')
    .select(['note_id', 'likes', 'comments'])
    .select((eb) =>
      eb
        .case()
        .when('week', '=', sql<string>`${weekOf(now)}::date`)
        .then(eb.ref('votes'))
        .else(0)
        .end()
        .as('votes'),
    )
    .where('note_id', '=', sql<string>`any(${noteUuids}::uuid[])`)
    .execute();
  const some = rows.filter(({ likes, comments, votes }) => likes + comments + votes > 0);
  return new Map(some.map(({ note_id, ...counts }) => [note_id, counts]));
}

export async function countsOfNote(db: Db | Trx, noteUuid: string, now: Date): Promise<Counts> {
  return (await countsOf(db, [noteUuid], now)).get(noteUuid) ?? NONE;
}
