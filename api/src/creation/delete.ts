import { idFromUuid } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { auditOwn } from '../operator/audit.ts';
import { eraseCreations } from './erase.ts';
import { isVisibleTo } from './visible.ts';

/**
 * Deletes a finished private creation of one's own. Throws not_found, forbidden for another's, wrong_state
 * while it is being made or once it was opened to others.
 */
export async function deleteCreation({ db, now }: Deps, creationUuid: string, member: string, ip: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const creation = await trx.selectFrom('creation').selectAll().where('id', '=', creationUuid).forUpdate().executeTakeFirst();
    if (!creation || !isVisibleTo(creation, member)) throw new ApiError('not_found');
    if (creation.author_id !== member) throw new ApiError('forbidden');
    if (creation.state === 'pending' || creation.visibility !== 'private') throw new ApiError('wrong_state');
    await eraseCreations(trx, [creationUuid], now(), 'author');
    await auditOwn(trx, member, 'creation.delete', idFromUuid(creationUuid), {}, ip);
  });
}
