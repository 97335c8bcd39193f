import { sql } from 'kysely';
import { WALL_FRAMES } from '@oto/schema/contract/social';
import type { Db, Trx } from '../deps.ts';

export type Ranked = { readonly creation: string; readonly author: string; readonly votes: number };

/**
 * The creations (uuids) of a week, told by its Monday, with most votes, WALL_FRAMES at most; of two with as many, the
 * one that had them first. What is hidden or gone, or by somebody who is, does not stand.
 */
export async function rankWeek(db: Db | Trx, week: string): Promise<readonly Ranked[]> {
  const { rows } = await sql<Ranked>`
    select v.creation_id as creation, c.author_id as author, v.votes from (
      select creation_id, count(*)::int as votes, max(created_at) as had from vote where week = ${week}::date group by creation_id) v
    join creation c on c.id = v.creation_id and c.visibility = 'published' and c.plot_x is not null
      and c.hidden_at is null and c.deleted_at is null
    join member m on m.id = c.author_id and m.hidden_at is null
    order by v.votes desc, v.had, v.creation_id limit ${WALL_FRAMES}`.execute(db);
  return rows;
}
