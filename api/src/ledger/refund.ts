import { sql } from 'kysely';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { Trx } from '../deps.ts';
import { repayDebt } from './debt.ts';
import { lockPaid } from './lock-paid.ts';
import { takeBack } from './purchase.ts';

/** Longer than a refund is ever under way. */
const REFUND_TTL = '90 days';

/** Ids are uuids. */
export type Refund = { readonly refund: string; readonly member: string; readonly tokens: number };

/** Sets paid tokens aside while their money is on its way back; the hold's id, the same when asked again. */
export async function holdForRefund(trx: Trx, { refund, member, tokens }: Refund): Promise<Result<string, 'empty_wallet'>> {
  const { account, free } = await lockPaid(trx, member);
  const key = `refund:${refund}`;
  const before = await trx.selectFrom('ledger.hold').select('id').where('key', '=', key).executeTakeFirst();
  if (!before && free < tokens) return err('empty_wallet', String(tokens - free));
  const { rows } = await sql<{ id: string }>`
    select ledger.open_hold(${key}, ${account}::bigint, ${tokens}::bigint, ${REFUND_TTL}::interval, ${refund}::uuid) as id`.execute(trx);
  return ok(rows[0]?.id ?? '');
}

/**
 * The money went back, for this many of the held tokens: they leave the wallet, the rest of the hold returns to it.
 * Where the hold was given up before, they are taken back as they are.
 */
export async function settleRefund(trx: Trx, holdId: string, tokens: number): Promise<void> {
  const hold = await holdOf(trx, holdId);
  if (hold.state === 'voided' || hold.state === 'expired') {
    const order = { key: `refund:${hold.group_id}:late`, member: hold.member, tokens, purchase: hold.group_id };
    await takeBack(trx, { ...order, kind: 'refund' });
    return;
  }
  await sql`select ledger.capture_hold(${holdId}::bigint, ${tokens}::bigint,
    array[ledger.platform_account('stripe_clearing')], array[${tokens}::bigint], 'refund')`.execute(trx);
  await repayDebt(trx, hold.member, hold.group_id);
}

/** The money did not go back: the tokens are free again. Safe to repeat. */
export async function voidRefund(trx: Trx, holdId: string): Promise<void> {
  const hold = await holdOf(trx, holdId);
  await sql`select ledger.void_hold(${holdId}::bigint)`.execute(trx);
  await repayDebt(trx, hold.member, hold.group_id);
}

async function holdOf(trx: Trx, holdId: string) {
  const { rows } = await sql<{ state: string; group_id: string; member: string }>`
    select h.state, h.group_id, a.owner_id as member from ledger.hold h join ledger.account a on a.id = h.account
    where h.id = ${holdId}::bigint for no key update of h`.execute(trx);
  const [hold] = rows;
  if (!hold) throw new Error(`no hold ${holdId}`);
  return hold;
}
