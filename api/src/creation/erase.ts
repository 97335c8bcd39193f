import { sql } from 'kysely';
import type { Trx } from '../deps.ts';
import { doubtStored } from '../media/stored-file.ts';

/**
 * Lets go of the words and files of creations (uuids) and marks them deleted. Their rows stay for the ledger's
 * sake, and their files' hashes so that a copy is still known as made here. Seats are the caller's.
 */
export async function eraseCreations(
  trx: Trx,
  uuids: readonly string[],
  at: Date,
  reason: 'author' | 'account' | 'operator',
): Promise<void> {
  if (uuids.length === 0) return;
  const these = sql<string>`any(${uuids}::uuid[])`;
  const jobs = trx.selectFrom('job').select('id').where('creation_id', '=', these);
  await trx
    .updateTable('creation')
    .set({ deleted_at: at, deleted_reason: reason, title: '', prompt: '', body: '' })
    .where('id', '=', these)
    .execute();
  await trx.updateTable('creation_step').set({ prompt: '', output: '' }).where('creation_id', '=', these).execute();
  await trx
    .updateTable('job_step')
    .set({ result: sql<string>`result || '{"prompt": "", "text": ""}'` })
    .where('job_id', 'in', jobs)
    .where('result', 'is not', null)
    .execute();
  await trx
    .updateTable('job')
    .set({ request: sql<string>`request - 'prompt' - 'title'`, error_detail: null })
    .where('creation_id', '=', these)
    .execute();
  // What an engine said of a wish may quote it.
  await trx.updateTable('job_attempt').set({ detail: '' }).where('job_id', 'in', jobs).where('detail', '<>', '').execute();
  await doubtStored(trx, await letGo(trx, uuids));
}

/** The hashes of the files that nothing of these creations points at any more. */
async function letGo(trx: Trx, uuids: readonly string[]): Promise<readonly string[]> {
  const these = sql<string>`any(${uuids}::uuid[])`;
  const gone = new Set<string>();
  for (const table of ['media', 'step_media', 'media_form'] as const) {
    const rows = await trx.deleteFrom(table).where('creation_id', '=', these).returning('sha256').execute();
    for (const { sha256 } of rows) if (sha256 !== null) gone.add(sha256);
  }
  const jobs = trx.selectFrom('job').select('id').where('creation_id', '=', these);
  for (const { sha256 } of await trx.deleteFrom('upload').where('job_id', 'in', jobs).returning('sha256').execute()) gone.add(sha256);
  for (const { sha256 } of await trx.selectFrom('job_input').select('sha256').where('job_id', 'in', jobs).execute()) gone.add(sha256);
  return [...gone];
}
