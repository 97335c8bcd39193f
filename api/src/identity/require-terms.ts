import { TERMS_VERSION } from '@oto/schema/contract/site';
import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/** Before making or buying. Throws terms_not_accepted unless the member has accepted the terms that are in force. */
export async function requireTerms(trx: Trx, memberUuid: string): Promise<void> {
  const accepted = await trx
    .selectFrom('terms_acceptance')
    .select('version')
    .where('member_id', '=', memberUuid)
    .where('version', '=', TERMS_VERSION)
    .executeTakeFirst();
  if (!accepted) throw new ApiError('terms_not_accepted');
}

/** Accepting twice changes nothing: the first time counts. */
export async function acceptTerms(trx: Trx, memberUuid: string, version: string, at: Date): Promise<void> {
  await trx
    .insertInto('terms_acceptance')
    .values({ member_id: memberUuid, version, accepted_at: at })
    .onConflict((conflict) => conflict.columns(['member_id', 'version']).doNothing())
    .execute();
}
