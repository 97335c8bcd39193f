import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { repayDebt } from './debt.ts';
import { lockPaid } from './lock-paid.ts';
import { transfer } from './transfer.ts';

/** Ids are uuids. */
export type Bought = { readonly purchase: string; readonly member: string; readonly tokens: number };

/** Puts what was bought into the paid wallet, once per purchase; what the buyer owes is repaid out of it first. */
export async function creditPurchase(trx: Trx, { purchase, member, tokens }: Bought): Promise<void> {
  await transfer(trx, {
    key: `purchase:${purchase}`,
    group: purchase,
    from: { platform: 'stripe_clearing' },
    to: { member, account: 'wallet_paid' },
    amount: tokens,
    kind: 'purchase',
  });
  await repayDebt(trx, member, purchase);
}

export type Reversal = {
  /** Once per key, whatever is in the wallet when it comes again. */
  readonly key: string;
  readonly member: string;
  readonly tokens: number;
  /** Uuid of the purchase it is about, for the statement. */
  readonly purchase?: string;
};

/**
 * Takes tokens back whose money went back: what is free in the paid wallet is clawed, the rest becomes debt, which
 * freezes the wallet until it is repaid.
 */
export async function takeBack(
  trx: Trx,
  order: Reversal & { readonly kind: 'refund' | 'dispute' },
): Promise<{ readonly clawed: number; readonly debt: number }> {
  const { key, member, tokens, kind } = order;
  const { free } = await lockPaid(trx, member);
  const before = await parts(trx, key);
  if (before) return { clawed: before.wallet, debt: before.debt };
  const clawed = Math.min(tokens, free);
  const debt = tokens - clawed;
  const common = { group: order.purchase ?? uuidFromId(newId()), to: { platform: 'stripe_clearing' }, kind } as const;
  if (clawed > 0) await transfer(trx, { ...common, key, from: { member, account: 'wallet_paid' }, amount: clawed });
  if (debt > 0) await transfer(trx, { ...common, key: debtKey(key), from: { member, account: 'debt' }, amount: debt });
  return { clawed, debt };
}

/**
 * Undoes what takeBack did, once a dispute is won or a refund has failed: what is still owed is struck off first, the
 * rest returns to the wallet.
 */
export async function giveBack(trx: Trx, order: Reversal & { readonly kind?: 'refund' | 'dispute' }): Promise<void> {
  const { key, member, tokens } = order;
  const { owed } = await lockPaid(trx, member);
  if (await parts(trx, key)) return;
  const debt = Math.min(tokens, owed);
  const common = {
    group: order.purchase ?? uuidFromId(newId()),
    from: { platform: 'stripe_clearing' },
    kind: order.kind ?? 'dispute',
  } as const;
  if (debt > 0) await transfer(trx, { ...common, key: debtKey(key), to: { member, account: 'debt' }, amount: debt });
  if (tokens > debt) await transfer(trx, { ...common, key, to: { member, account: 'wallet_paid' }, amount: tokens - debt });
}

function debtKey(key: string): string {
  return `${key}:debt`;
}

/** What was moved under this key before; null nothing. */
async function parts(trx: Trx, key: string): Promise<{ readonly wallet: number; readonly debt: number } | null> {
  const rows = await trx
    .selectFrom('ledger.transfer')
    .select(['key', 'amount'])
    .where('key', 'in', [key, debtKey(key)])
    .execute();
  const moved = (of: string) => Number(rows.find((row) => row.key === of)?.amount ?? 0);
  return rows.length === 0 ? null : { wallet: moved(key), debt: moved(debtKey(key)) };
}
