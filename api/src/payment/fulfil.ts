import { sql } from 'kysely';
import type { Stripe } from 'stripe';
import { idFromUuid, isId, uuidFromId } from '@oto/schema/base/id';
import type { Deps, Trx } from '../deps.ts';
import { creditPurchase } from '../ledger/purchase.ts';
import { goneOf } from './gone.ts';
import { mailReceipt } from './mail.ts';
import { shopOf } from './payments.ts';
import { isMissing } from './stripe-call.ts';
import { tellPaid } from '../webhook/tell-money.ts';
import { tellPurchase } from './tell.ts';
import { verdictOf, type Verdict } from './verdict.ts';

export type Fulfilled = {
  readonly purchase: string;
  readonly state: Verdict['state'];
  /** Its state changed now. */
  readonly changed: boolean;
};

type Row = {
  readonly id: string;
  readonly member_id: string;
  readonly tokens: string;
  readonly cents: number;
  readonly currency: string;
  readonly state: Verdict['state'];
  readonly test: boolean;
  readonly session_id: string | null;
  readonly customer: string | null;
  readonly closed: boolean;
};

/**
 * Brings a purchase to where Stripe says that it stands. Whoever calls, in whatever order and however often: the session
 * is read from Stripe here, and tokens are given once, only for what was paid as it was asked for. Null: no purchase of
 * ours.
 */
export async function fulfil(deps: Deps, sessionId: string): Promise<Fulfilled | null> {
  const session = await readSession(deps, sessionId);
  if (!session) return null;
  return deps.db.transaction().execute(async (trx) => {
    const row = await lockPurchase(trx, session);
    if (!row) return null;
    const asked = { ...row, reference: idFromUuid(row.id), livemode: !row.test };
    const verdict = verdictOf(asked, session);
    const before = row.state;
    const papers = await apply(deps, trx, row, session, verdict);
    const after = await stateOf(trx, row.id);
    if (before !== after) {
      deps.log.info({ purchase: idFromUuid(row.id), state: after }, 'a purchase moved on');
      await tellPurchase(trx, deps.now(), row.id, { wallet: after === 'granted' });
    } else if (papers) await tellPurchase(trx, deps.now(), row.id);
    return { purchase: row.id, state: after, changed: before !== after };
  });
}

async function readSession(deps: Deps, sessionId: string): Promise<Stripe.Checkout.Session | null> {
  try {
    return await shopOf(deps).stripe.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent', 'invoice'] });
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The purchase of this session. One whose page was opened while our side lost the answer is recognised by its reference. */
async function lockPurchase(trx: Trx, session: Stripe.Checkout.Session): Promise<Row | null> {
  const reference = session.client_reference_id;
  const uuid = isId(reference) ? uuidFromId(reference) : null;
  const { rows } = await sql<Row>`
    select p.id, p.member_id, p.tokens, p.cents, p.currency, p.state, p.test, p.session_id, c.customer_id as customer,
      m.deleted_at is not null as closed
    from purchase p join member m on m.id = p.member_id left join stripe_customer c on c.member_id = p.member_id
    where p.session_id = ${session.id} or (p.id = ${uuid}::uuid and p.session_id is null)
    order by p.session_id nulls last limit 1 for update of p for share of m`.execute(trx);
  const row = rows[0];
  if (!row) return null;
  if (row.session_id === null) {
    await trx.updateTable('purchase').set({ session_id: session.id, checkout_url: session.url }).where('id', '=', row.id).execute();
  }
  return row;
}

async function stateOf(trx: Trx, uuid: string): Promise<Verdict['state']> {
  return (await trx.selectFrom('purchase').select('state').where('id', '=', uuid).executeTakeFirstOrThrow()).state;
}

/** Whether anything beside the state changed that the buyer sees. Granted is the end; what was read before a payment never undoes it. */
async function apply(deps: Deps, trx: Trx, row: Row, session: Stripe.Checkout.Session, verdict: Verdict): Promise<boolean> {
  const now = deps.now();
  const papers = papersOf(session);
  const update = (changes: object, from: readonly Verdict['state'][]) =>
    trx
      .updateTable('purchase')
      .set({ ...papers, ...changes, checked_at: now })
      .where('id', '=', row.id)
      .where('state', 'in', from)
      .executeTakeFirst();
  const seen = async () => {
    const old = await trx.selectFrom('purchase').select(['invoice_url']).where('id', '=', row.id).executeTakeFirstOrThrow();
    await trx
      .updateTable('purchase')
      .set({ ...papers, checked_at: now })
      .where('id', '=', row.id)
      .execute();
    return papers.invoice_url !== undefined && old.invoice_url !== papers.invoice_url;
  };
  switch (verdict.state) {
    case 'granted': {
      if (row.state === 'granted') return seen();
      // What was refused and paid back stays refused, whatever the session looks like later.
      if (row.state === 'refused' && (await goneOf(trx, row.id)).cents > 0) return seen();
      await update({ state: 'granted', granted_at: now, trouble: null }, ['open', 'pending', 'failed', 'expired', 'refused']);
      await creditPurchase(trx, { purchase: row.id, member: row.member_id, tokens: Number(row.tokens) });
      await mailReceipt(deps, trx, row.id);
      await tellPaid(trx, now, row.id);
      return false;
    }
    case 'refused':
      if (row.state === 'granted') return seen();
      if (row.state !== 'refused')
        deps.log.warn({ purchase: idFromUuid(row.id), trouble: verdict.trouble }, 'what was paid is not what was asked for');
      await update({ state: 'refused', trouble: verdict.trouble }, ['open', 'pending', 'failed', 'expired', 'refused']);
      return false;
    case 'pending':
      await update({ state: 'pending' }, ['open', 'pending']);
      return false;
    case 'failed':
    case 'expired':
      await update({ state: verdict.state }, ['open', 'pending', verdict.state]);
      return false;
    case 'open':
      return seen();
    default:
      return verdict satisfies never;
  }
}

/** What of the session is kept beside the state. Undefined: as it was. */
function papersOf(session: Stripe.Checkout.Session) {
  const intent = typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent?.id;
  const invoice = typeof session.invoice === 'object' ? session.invoice?.hosted_invoice_url : undefined;
  const country = session.customer_details?.address?.country;
  return {
    ...(intent === undefined ? {} : { payment_intent: intent }),
    ...(invoice === undefined || invoice === null ? {} : { invoice_url: invoice }),
    ...(session.payment_status === 'paid' && session.total_details ? { tax_cents: session.total_details.amount_tax } : {}),
    ...(country === undefined || country === null ? {} : { country }),
  };
}
