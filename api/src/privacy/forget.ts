import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Lang } from '@oto/schema/base/lang';
import type { Trx } from '../deps.ts';
import { forgetFeedback } from '../feedback/forget.ts';
import { doubtStored } from '../media/stored-file.ts';
import { forgetSafety } from '../safety/forget.ts';
import { forgetWebhooks } from '../webhook/forget.ts';

const FORMER: { readonly [L in Lang]: string } = { fr: 'Ancien membre', en: 'Former member' };

/** What a person gave us that no other row needs: files, news, subscriptions, refusals with their words, keys. */
export async function forgetBelongings(trx: Trx, member: string): Promise<void> {
  const mine = trx.selectFrom('job').select('id').where('author_id', '=', member);
  const gone = [
    ...(await trx.deleteFrom('input_file').where('owner_id', '=', member).returning('sha256').execute()),
    ...(await trx.deleteFrom('job_input').where('job_id', 'in', mine).where('input_id', 'is not', null).returning('sha256').execute()),
  ];
  await doubtStored(
    trx,
    gone.map(({ sha256 }) => sha256),
  );
  await trx.deleteFrom('preview').where('job_id', 'in', mine).execute();
  await trx.deleteFrom('notification').where('member_id', '=', member).execute();
  await trx.deleteFrom('notification_setting').where('member_id', '=', member).execute();
  await trx.deleteFrom('push_subscription').where('member_id', '=', member).execute();
  await trx.deleteFrom('open_stream').where('member_id', '=', member).execute();
  await trx.deleteFrom('event').where('member_id', '=', member).execute();
  await forgetSafety(trx, member);
  await forgetFeedback(trx, member);
  await forgetWebhooks(trx, member);
  await trx.deleteFrom('appeal').where('member_id', '=', member).execute();
  await trx.deleteFrom('refusal').where('member_id', '=', member).execute();
  await trx.deleteFrom('api_key').where('member_id', '=', member).execute();
}

/**
 * Everything by which a person is known or gets in. What stays is a number: the member's row, as a former member, the
 * ledger's lines and the invoices under it. Last in the transaction.
 */
export async function forgetIdentity(trx: Trx, member: string, lang: Lang, at: Date): Promise<void> {
  const user = await trx.selectFrom('user').select('email').where('id', '=', member).executeTakeFirst();
  if (user) {
    await trx.deleteFrom('mail').where('recipient', '=', user.email).execute();
    await trx
      .deleteFrom('verification')
      .where((eb) => eb.or([eb('identifier', '=', user.email), eb('value', 'like', `%${member}%`)]))
      .execute();
    // One that waits for this address is for nobody any more, and must not become one for everybody.
    await trx
      .updateTable('invitation')
      .set((eb) => ({ email: null, note: '', revoked_at: eb.fn.coalesce('revoked_at', eb.val(at)) }))
      .where('email', '=', user.email)
      .where('used_by', 'is', null)
      .execute();
  }
  // The note about somebody who was invited, and the address they were invited at.
  await trx.updateTable('invitation').set({ email: null, note: '' }).where('used_by', '=', member).execute();
  // Sessions, passkeys and ways in go with it.
  await trx.deleteFrom('user').where('id', '=', member).execute();
  await trx
    .updateTable('audit_log')
    .set({ detail: sql<string>`detail - 'ip'` })
    .where('actor_id', '=', member)
    .where(sql<boolean>`detail ? 'ip'`)
    .execute();
  await trx
    .updateTable('member')
    .set({
      name: FORMER[lang],
      bio: '',
      handle: `former-${randomBytes(8).toString('hex')}`,
      role: 'member',
      deleted_at: at,
      deleted_reason: 'account',
    })
    .where('id', '=', member)
    .execute();
}
