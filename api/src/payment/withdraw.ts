import { idFromUuid } from '@oto/schema/base/id';
import type { Db, Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { auditOwn } from '../operator/audit.ts';
import { mailWithdrawal } from './mail.ts';
import { orderRefund, requireSent, sendRefund } from './refund.ts';
import { isPastWithdrawal, purchaseOf } from './view.ts';

/**
 * Withdraws from what is unspent of a purchase: tokens and money go back together, a mail confirms it at once. Where
 * Stripe does not answer the withdrawal stands all the same, and its money follows by the reconciler. Asked again, it
 * goes on with what was asked. Throws not_found, withdrawal_over, nothing_to_refund, or
 * refund_refused where Stripe says no.
 */
export async function withdraw(deps: Deps, purchaseUuid: string, memberUuid: string, ip: string): Promise<void> {
  const under = await deps.db
    .selectFrom('refund')
    .innerJoin('purchase', 'purchase.id', 'refund.purchase_id')
    .select('refund.id')
    .where('purchase.id', '=', purchaseUuid)
    .where('purchase.member_id', '=', memberUuid)
    .where('refund.cause', '=', 'withdrawal')
    .where('refund.state', '=', 'open')
    .executeTakeFirst();
  if (under) {
    requireSent(await sendRefund(deps, under.id, true));
    return;
  }
  const purchase = await purchaseOf(deps.db, purchaseUuid, deps.now(), memberUuid);
  if (!purchase) throw new ApiError('not_found');
  if (!purchase.withdrawal)
    throw new ApiError((await isPastWithdrawal(deps.db, purchaseUuid, deps.now())) ? 'withdrawal_over' : 'nothing_to_refund');
  const ended = await endedRefunds(deps.db, purchaseUuid);
  const at = deps.now();
  const order = {
    purchase: purchaseUuid,
    // How many refunds have ended is part of the key: two clicks withdraw once, and after one that failed one can withdraw again.
    key: `withdrawal:${purchaseUuid}:${ended}`,
    cause: 'withdrawal',
    tokens: null,
    reason: '',
    askedBy: memberUuid,
  } as const;
  const refund = await orderRefund(deps, order, async (trx, made) => {
    await auditOwn(trx, memberUuid, 'withdraw', idFromUuid(purchaseUuid), { tokens: made.tokens, cents: made.cents }, ip);
    await mailWithdrawal(trx, purchaseUuid, { tokens: made.tokens, cents: made.cents, at });
  });
  requireSent(await sendRefund(deps, refund, false));
}

async function endedRefunds(db: Db, purchaseUuid: string): Promise<number> {
  const { n } = await db
    .selectFrom('refund')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('purchase_id', '=', purchaseUuid)
    .where('state', '<>', 'open')
    .executeTakeFirstOrThrow();
  return Number(n);
}
