import { sql } from 'kysely';
import type { Db } from '../deps.ts';

/** Takes of takes that are followed. */
const TAKES_MAX = 100;

/**
 * By creation (uuid): the newest published take that its author made of it, or of a take of it, and that `member` may
 * fork. What is hidden with its author is none; what has none is left out.
 */
export async function newestTakes(db: Db, uuids: readonly string[], member: string): Promise<ReadonlyMap<string, string>> {
  if (uuids.length === 0) return new Map();
  const { rows } = await sql<{ first: string; take: string }>`
    with recursive takes(first, id, n) as (
      select id, id, 0 from unnest(${uuids}::uuid[]) id
      union
      select takes.first, c.id, takes.n + 1 from takes join creation c on c.remake_of = takes.id where takes.n < ${TAKES_MAX})
    select distinct on (takes.first) takes.first, c.id as take
    from takes join creation c on c.id = takes.id join member m on m.id = c.author_id and (m.hidden_at is null or m.id = ${member}::uuid)
    where takes.n > 0 and c.state = 'done' and c.visibility = 'published' and c.hidden_at is null and c.deleted_at is null
      and (c.fork = 'allowed' or c.author_id = ${member}::uuid)
    order by takes.first, c.published_at desc, c.id desc`.execute(db);
  return new Map(rows.map(({ first, take }) => [first, take]));
}
