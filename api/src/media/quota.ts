import { sql } from 'kysely';
import type { Config } from '../config.ts';
import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/** Bytes of a member's files: inputs, creations', steps'. The same file counts once; forms that we make of them do not. */
export async function storageUsed(db: Db | Trx, memberUuid: string): Promise<number> {
  const { rows } = await sql<{ used: string }>`
    with mine as (select id from creation where author_id = ${memberUuid} and deleted_at is null and state <> 'failed')
    select coalesce(sum(bytes), 0) as used from (
      select distinct on (sha256) sha256, bytes from (
        select sha256, bytes from input_file where owner_id = ${memberUuid}
        union all select m.sha256, m.bytes from media m join mine on mine.id = m.creation_id
        union all select s.sha256, s.bytes from step_media s join mine on mine.id = s.creation_id
        union all select i.sha256, i.bytes from job_input i join job j on j.id = i.job_id join mine on mine.id = j.creation_id
          where i.input_id is not null) f) kept`.execute(db);
  return Number(rows[0]?.used ?? 0);
}

/** Throws storage_full when `more` bytes do not fit any more; with none, when nothing does. */
export async function requireRoom(
  db: Db | Trx,
  { storageBytes }: Pick<Config, 'storageBytes'>,
  memberUuid: string,
  more = 1,
): Promise<void> {
  const used = await storageUsed(db, memberUuid);
  if (used + more > storageBytes) throw new ApiError('storage_full', { detail: `${used} of ${storageBytes} bytes` });
}
