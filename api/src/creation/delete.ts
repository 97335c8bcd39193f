import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { doubtStored } from '../media/stored-file.ts';
import { audit } from '../operator/audit.ts';
import { isVisibleTo } from './visible.ts';

/**
 * Deletes a finished private creation of one's own: its words and files are let go of, its row stays for
 * the ledger's sake, and its files' hashes so that a copy is still known as made here. Throws not_found,
 * forbidden for another's, wrong_state while it is being made or once it was opened to others.
 */
export async function deleteCreation({ db, now }: Deps, creationUuid: string, member: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const creation = await trx.selectFrom('creation').selectAll().where('id', '=', creationUuid).forUpdate().executeTakeFirst();
    if (!creation || !isVisibleTo(creation, member)) throw new ApiError('not_found');
    if (creation.author_id !== member) throw new ApiError('forbidden');
    if (creation.state === 'pending' || creation.visibility !== 'private') throw new ApiError('wrong_state');
    await trx
      .updateTable('creation')
      .set({ deleted_at: now(), deleted_reason: 'author', title: '', prompt: '', body: '' })
      .where('id', '=', creationUuid)
      .execute();
    await trx.updateTable('creation_step').set({ prompt: '', output: '' }).where('creation_id', '=', creationUuid).execute();
    await trx
      .updateTable('job_step')
      .set({ result: sql<string>`result || '{"prompt": "", "text": ""}'` })
      .where('job_id', 'in', trx.selectFrom('job').select('id').where('creation_id', '=', creationUuid))
      .where('result', 'is not', null)
      .execute();
    await trx
      .updateTable('job')
      .set({ request: sql<string>`request - 'prompt' - 'title'` })
      .where('creation_id', '=', creationUuid)
      .execute();
    await doubtStored(trx, await letGo(trx, creationUuid));
    await audit(trx, member, 'creation.delete', idFromUuid(creationUuid), {});
  });
}

/** The hashes of the files that nothing of this creation points at any more. */
async function letGo(trx: Trx, creationUuid: string): Promise<readonly string[]> {
  const gone = new Set<string>();
  for (const table of ['media', 'step_media', 'media_form'] as const) {
    const rows = await trx.deleteFrom(table).where('creation_id', '=', creationUuid).returning('sha256').execute();
    for (const { sha256 } of rows) if (sha256 !== null) gone.add(sha256);
  }
  const jobs = trx.selectFrom('job').select('id').where('creation_id', '=', creationUuid);
  for (const { sha256 } of await trx.deleteFrom('upload').where('job_id', 'in', jobs).returning('sha256').execute()) gone.add(sha256);
  for (const { sha256 } of await trx.selectFrom('job_input').select('sha256').where('job_id', 'in', jobs).execute()) gone.add(sha256);
  return [...gone];
}
