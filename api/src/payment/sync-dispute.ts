import type { Stripe } from 'stripe';
import { idFromUuid } from '@oto/schema/base/id';
import type { Deps, Trx } from '../deps.ts';
import { giveBack, takeBack } from '../ledger/purchase.ts';
import { goneOf } from './gone.ts';
import { purchaseOfPayment } from './locate.ts';
import { shopOf } from './payments.ts';
import { tokensFor } from './proportion.ts';
import { tellDisputed } from '../webhook/tell-money.ts';
import { tellPurchase } from './tell.ts';

type State = 'open' | 'won' | 'lost';

/**
 * Brings a dispute to where Stripe says that it stands. When the bank has taken the money, its tokens are taken back, what
 * is spent of them becomes debt; when it is won, all of that is undone. Inquiries take no money and change nothing.
 */
export async function syncDispute(deps: Deps, disputeId: string): Promise<void> {
  const told = await shopOf(deps).stripe.disputes.retrieve(disputeId);
  const intent = typeof told.payment_intent === 'string' ? told.payment_intent : told.payment_intent?.id;
  const state = stateOf(told.status);
  if (intent === undefined || state === null) return;
  const purchase = await purchaseOfPayment(deps, intent);
  if (purchase === null) return;
  await deps.db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('purchase').selectAll().where('id', '=', purchase).forUpdate().executeTakeFirstOrThrow();
    const known = await trx.selectFrom('dispute').selectAll().where('id', '=', told.id).executeTakeFirst();
    if (!known) await open(deps, trx, row, told, state);
    else if (known.state === 'won' || known.state === state) return;
    else await close(deps, trx, row.member_id, known, state);
    deps.log.warn({ purchase: idFromUuid(purchase), dispute: told.id, state }, 'a payment is disputed');
    await tellDisputed(trx, deps.now(), { id: told.id, purchase, state, cents: told.amount });
    await tellPurchase(trx, deps.now(), purchase, { wallet: true });
  });
}

/** Null: no money was moved. */
function stateOf(status: Stripe.Dispute.Status): State | null {
  switch (status) {
    case 'needs_response':
    case 'under_review':
    case 'appeal_needs_response':
    case 'appeal_under_review':
      return 'open';
    case 'won':
      return 'won';
    case 'lost':
      return 'lost';
    default:
      return null;
  }
}

type PurchaseRow = {
  readonly id: string;
  readonly member_id: string;
  readonly tokens: string;
  readonly cents: number;
  readonly state: string;
};

async function open(deps: Deps, trx: Trx, row: PurchaseRow, told: Stripe.Dispute, state: State): Promise<void> {
  const gone = await goneOf(trx, row.id);
  const sold = { tokens: Number(row.tokens), cents: row.cents };
  // One that is told for the first time when it is already won has taken nothing that is still gone.
  const tokens = row.state === 'granted' && state !== 'won' ? tokensFor(sold, gone, told.amount) : 0;
  const taken =
    tokens === 0
      ? { clawed: 0, debt: 0 }
      : await takeBack(trx, { key: `dispute:${told.id}`, member: row.member_id, tokens, kind: 'dispute', purchase: row.id });
  await trx
    .insertInto('dispute')
    .values({
      id: told.id,
      purchase_id: row.id,
      state,
      cents: told.amount,
      tokens,
      clawed: taken.clawed,
      opened_at: new Date(told.created * 1000),
      closed_at: state === 'open' ? null : deps.now(),
    })
    .execute();
}

type Known = { readonly id: string; readonly purchase_id: string; readonly tokens: string };

async function close(deps: Deps, trx: Trx, member: string, known: Known, state: State): Promise<void> {
  const closed_at = state === 'open' ? null : deps.now();
  await trx.updateTable('dispute').set({ state, closed_at }).where('id', '=', known.id).execute();
  const tokens = Number(known.tokens);
  if (state === 'won' && tokens > 0) {
    await giveBack(trx, { key: `dispute-won:${known.id}`, member, tokens, purchase: known.purchase_id });
  }
}
