import { sql, type Kysely } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { err, type Result } from '@oto/schema/base/result';
import type { Tables } from '@oto/schema/db/tables';
import { ledgerCall, type LedgerCode } from './failure.ts';
import { accountId, transfer } from './transfer.ts';

export type Grant = {
  /** The grant's idempotency key, unique to this grant for ever. */
  readonly key: string;
  readonly member: string;
  readonly amount: number;
  readonly kind: 'welcome' | 'grant';
  readonly note?: string;
  /** Until what is left of them ends; without, they never do. */
  readonly days?: number;
};

const DAY_MS = 86_400_000;

/** Gives promo tokens. `key_reused` when the key gave something else before; then roll back. */
export async function grant(trx: Kysely<Tables>, order: Grant, now = new Date()): Promise<Result<void, LedgerCode>> {
  // Another grant under this key has either been made before this point, or waits for it.
  await sql`select ledger.lock_accounts(array[${accountId({ member: order.member, account: 'wallet_promo' })}])`.execute(trx);
  const before = await trx.selectFrom('ledger.transfer').select(['at', 'expires_at']).where('key', '=', order.key).executeTakeFirst();
  if (before && daysBetween(before.at, before.expires_at) !== (order.days ?? null)) return err('key_reused');
  return ledgerCall(
    transfer(trx, {
      key: order.key,
      group: uuidFromId(newId()),
      from: { platform: 'promo_issued' },
      to: { member: order.member, account: 'wallet_promo' },
      amount: order.amount,
      kind: order.kind,
      ...(order.note === undefined ? {} : { note: order.note }),
      expiresAt: order.days === undefined ? null : new Date(now.getTime() + order.days * DAY_MS),
    }),
  );
}

function daysBetween(at: Date, end: Date | null): number | null {
  return end === null ? null : Math.round((end.getTime() - at.getTime()) / DAY_MS);
}
