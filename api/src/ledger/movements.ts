import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Movement } from '@oto/schema/contract/ledger';
import type { Db } from '../deps.ts';

export const MOVEMENTS_PAGE = 100;

/**
 * What changed a member's available tokens, newest first. A job's promo and paid holds read as one
 * movement. `before` is the id of the last movement seen.
 */
export async function movementsOf(db: Db, memberUuid: string, before: string | null): Promise<readonly Movement[]> {
  const { rows } = await sql<{ id: string; at: Date; kind: Movement['kind']; amount: string; note: string; job: string | null }>`
    select max(m.entry) as id, max(m.at) as at, m.kind, sum(m.amount) as amount, max(m.note) as note, max(j.id::text) as job
    from ledger.movement m left join job j on j.id = m.group_id
    where m.owner_id = ${memberUuid}::uuid
    group by m.group_id, m.kind
    having ${before}::bigint is null or max(m.entry) < ${before}::bigint
    order by max(m.entry) desc limit ${MOVEMENTS_PAGE}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    amount: Number(row.amount),
    job: row.job === null ? null : idFromUuid(row.job),
    note: row.note,
  }));
}
