import { sql } from 'kysely';
import type { Deps } from '../deps.ts';
import { doubtStored } from '../media/stored-file.ts';

/** An input that no job uses is forgotten after this long. */
export const INPUT_KEPT_MS = 86_400_000;
const BATCH = 500;

/** Forgets inputs that nobody used for a day, unless a job or a creation still tells of them. Returns how many. */
export async function pruneInputs({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const before = new Date(now().getTime() - INPUT_KEPT_MS);
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ sha256: string }>`
      delete from input_file where id in (
        select f.id from input_file f
        where greatest(f.used_at, f.created_at) < ${before} and not exists (
          select from job_input i join job j on j.id = i.job_id join creation c on c.id = j.creation_id
          where i.input_id = f.id and c.deleted_at is null and c.state <> 'failed')
        limit ${BATCH} for update of f skip locked)
      returning sha256`.execute(trx);
    await doubtStored(
      trx,
      rows.map((row) => row.sha256),
    );
    return rows.length;
  });
}
