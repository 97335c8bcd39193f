import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { fulfil } from './fulfil.ts';
import { reach } from './stripe-call.ts';

/** Asks Stripe how a purchase stands. Throws payment_unavailable where it does not say. */
export async function recheck(deps: Deps, purchaseUuid: string): Promise<void> {
  const row = await deps.db.selectFrom('purchase').select('session_id').where('id', '=', purchaseUuid).executeTakeFirst();
  if (!row) throw new ApiError('not_found');
  if (row.session_id !== null) await reach(fulfil(deps, row.session_id));
}
