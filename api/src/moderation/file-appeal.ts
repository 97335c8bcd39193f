import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';

/** Appeals of one member's last day. */
export const APPEALS_A_DAY = 10;

/** Asks an operator to look at a refusal of one's own; answers the appeal's id (uuid). Throws not_found, wrong_state the second time, too_many_requests. */
export async function fileAppeal(deps: Deps, member: string, refusalUuid: string, words: string): Promise<string> {
  return deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    await sql`select pg_advisory_xact_lock(hashtextextended(${`refusal:${member}`}, 0))`.execute(trx);
    const refusal = await trx
      .selectFrom('refusal')
      .select('id')
      .where('id', '=', refusalUuid)
      .where('member_id', '=', member)
      .executeTakeFirst();
    if (!refusal) throw new ApiError('not_found');
    const now = deps.now();
    const mine = trx.selectFrom('appeal').where('member_id', '=', member);
    if (await mine.select('id').where('refusal_id', '=', refusalUuid).executeTakeFirst()) throw new ApiError('wrong_state');
    const { lately } = await mine
      .select((eb) => eb.fn.countAll<string>().as('lately'))
      .where('created_at', '>', new Date(now.getTime() - 86_400_000))
      .executeTakeFirstOrThrow();
    if (Number(lately) >= APPEALS_A_DAY * deps.config.limitsFactor) throw new ApiError('too_many_requests', { retryAfterSeconds: 3600 });
    const id = uuidFromId(newId());
    await trx.insertInto('appeal').values({ id, refusal_id: refusalUuid, member_id: member, words, created_at: now }).execute();
    return id;
  });
}
