import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Person } from '@oto/schema/contract/social';
import type { Db } from '../deps.ts';

const SHOWN = 8;
/** Of those whose handle or name begins so, looked at before those one follows come first. */
const LOOKED_AT = 200;

/**
 * Members whose handle or name begins like `beginning`, those whom the asker (uuid) follows first; with nothing typed
 * yet, whom they followed last. Not themselves, nor anybody from whom a block separates them.
 */
export async function peopleMeant(db: Db, asker: string, beginning: string): Promise<readonly Person[]> {
  const prefix = `${beginning.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const all = beginning === '';
  const { rows } = await sql<{ id: string; name: string; handle: string }>`
    with begins as (
      (select id from member where ${!all} and handle like ${prefix} limit ${LOOKED_AT})
      union (select id from member where ${!all} and lower(name) like ${prefix} limit ${LOOKED_AT})
      union (select member_id from follow where ${all} and follower_id = ${asker}::uuid order by created_at desc limit ${LOOKED_AT}))
    select m.id, m.name, m.handle from begins
      join member m on m.id = begins.id and m.deleted_at is null and m.hidden_at is null and m.id <> ${asker}::uuid
      left join follow f on f.member_id = m.id and f.follower_id = ${asker}::uuid
    where not exists (select from block b
      where (b.member_id, b.blocked_id) in ((${asker}::uuid, m.id), (m.id, ${asker}::uuid)))
    order by f.created_at desc nulls last, length(m.handle), m.handle limit ${SHOWN}`.execute(db);
  return rows.map(({ id, name, handle }) => ({ id: idFromUuid(id), name, handle }));
}
