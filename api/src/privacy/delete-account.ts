import { sql } from 'kysely';
import type { z } from 'zod';
import type { DeleteRequest } from '@oto/schema/contract/account';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { closeJarsOf, lockJarsOf } from '../jar/close.ts';
import { closeJob } from '../job/close.ts';
import { lockAuthor } from '../job/lock-author.ts';
import { forfeit } from '../ledger/forfeit.ts';
import { enqueueMail } from '../mail/enqueue.ts';
import { hasAnotherOperator } from '../operator/another-operator.ts';
import { auditOwn } from '../operator/audit.ts';
import { lockRoles } from '../operator/lock-roles.ts';
import { closePurchases } from '../payment/close.ts';
import { forgetSocial } from '../social/forget.ts';
import { closePlots } from './close-plots.ts';
import { forgetBelongings, forgetIdentity } from './forget.ts';
import { goodbyeMail } from './goodbye-mail.ts';
import { takeDownWorks } from './take-down-works.ts';
import { withdrawAgents } from './withdraw-agents.ts';

/**
 * Deletes a member's (uuid) account, in one transaction: open generations are cancelled and given back, what is left
 * in the wallet lapses, works, agents and plots become what `wish` says, and everything by which the person is known
 * goes. The ledger's lines and invoices stay under a number. Files follow by the sweep, documents by the outbox.
 * Throws bad_request when the handle is not theirs, last_operator, wrong_state while a payment is under way,
 * not_signed_in when it is gone already.
 */
export async function deleteAccount(deps: Deps, member: string, wish: z.output<typeof DeleteRequest>, ip: string): Promise<void> {
  const now = deps.now();
  await deps.db.transaction().execute(async (trx) => {
    await lockAuthor(trx, member);
    const row = await requireLeaver(trx, member, wish.handle);
    await forgetSocial(trx, member, now);
    await closePurchases(trx, member);
    await lockJarsOf(trx, member);
    await cancelOpen(deps, trx, member);
    await closeJarsOf(trx, now, member);
    await forfeit(trx, member);
    await takeDownWorks(trx, member, wish.works, now);
    await withdrawAgents(trx, member, now, { erase: wish.works === 'remove' });
    await closePlots(trx, member);
    await forgetBelongings(trx, member);
    await auditOwn(trx, member, 'account.delete', null, { works: wish.works }, ip);
    const { email } = await trx.selectFrom('user').select('email').where('id', '=', member).executeTakeFirstOrThrow();
    await forgetIdentity(trx, member, row.lang, now);
    await enqueueMail(trx, goodbyeMail(email, row.lang, deps.config.publicUrl));
  });
}

/**
 * Locks the member, so that nothing of theirs is written any more but by us (see hold-member), and the roles when they
 * operate: two who leave at once never leave nobody. Rows that refer to the member may still be written: whoever has a
 * wallet locked tells its owner, and would wait here for us who wait for the wallet.
 */
async function requireLeaver(trx: Trx, member: string, handle: string) {
  const { role } = await trx.selectFrom('member').select('role').where('id', '=', member).executeTakeFirstOrThrow();
  if (role === 'operator') await lockRoles(trx);
  const row = await trx
    .selectFrom('member')
    .select(['handle', 'lang', 'role'])
    .where('id', '=', member)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new ApiError('not_signed_in');
  if (row.handle !== handle) throw new ApiError('bad_request', { fields: [{ path: 'handle', message: 'not yours' }] });
  if (row.role === 'operator') {
    if (role !== 'operator') throw new ApiError('unavailable', { detail: 'made an operator a moment ago' });
    if (!(await hasAnotherOperator(trx, member))) throw new ApiError('last_operator');
  }
  return row;
}

async function cancelOpen(deps: Deps, trx: Trx, member: string): Promise<void> {
  const open = await trx
    .selectFrom('job')
    .selectAll()
    .where('author_id', '=', member)
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const job of open) {
    await trx.updateTable('job').set({ cancel_requested_at: deps.now() }).where('id', '=', job.id).execute();
    await closeJob(deps, trx, job, { state: 'cancelled' });
    await sql`select pg_notify('signal', ${job.id})`.execute(trx);
  }
}
