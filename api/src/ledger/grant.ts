import type { Kysely } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Result } from '@oto/schema/base/result';
import type { Tables } from '@oto/schema/db/tables';
import { ledgerCall, type LedgerCode } from './failure.ts';
import { transfer } from './transfer.ts';

export type Grant = {
  /** The grant's idempotency key, unique to this grant for ever. */
  readonly key: string;
  readonly member: string;
  readonly amount: number;
  readonly kind: 'welcome' | 'grant';
  readonly note?: string;
};

/** Gives promo tokens. `key_reused` when the key gave something else before; then roll back. */
export async function grant(trx: Kysely<Tables>, order: Grant): Promise<Result<void, LedgerCode>> {
  return ledgerCall(
    transfer(trx, {
      key: order.key,
      group: uuidFromId(newId()),
      from: { platform: 'promo_issued' },
      to: { member: order.member, account: 'wallet_promo' },
      amount: order.amount,
      kind: order.kind,
      ...(order.note === undefined ? {} : { note: order.note }),
    }),
  );
}
