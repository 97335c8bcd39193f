import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/**
 * Before an account is deleted. Purchases, consents and invoices stay, as accounting wants; pages that are still open
 * are shut by the reconciler, and what is paid on one meanwhile is refused and goes back. Throws wrong_state while a
 * refund or a slow payment is under way: its end needs an account to go to.
 */
export async function closePurchases(trx: Trx, memberUuid: string): Promise<void> {
  const open = await trx
    .selectFrom('purchase')
    .leftJoin('refund', (join) => join.onRef('refund.purchase_id', '=', 'purchase.id').on('refund.state', '=', 'open'))
    .select('purchase.id')
    .where('purchase.member_id', '=', memberUuid)
    .where((eb) => eb.or([eb('purchase.state', '=', 'pending'), eb('refund.id', 'is not', null)]))
    .executeTakeFirst();
  if (open) throw new ApiError('wrong_state', { detail: 'a payment or a refund is under way' });
}
