import { sql } from 'kysely';
import { idFromUuid, type Id } from '@oto/schema/base/id';
import type { Reconciliation } from '@oto/schema/contract/purchase';
import type { Db, Deps } from '../deps.ts';
import { EVENT_TYPES, takeEvent } from './event.ts';
import { fulfil } from './fulfil.ts';
import { shopOf } from './payments.ts';
import { sendRefund } from './refund.ts';
import type { SignedEvent } from './signature.ts';
import { tellPurchase } from './tell.ts';

const MINUTE_MS = 60_000;
/** What is younger is still on its way by itself. */
const SETTLING_MS = 2 * MINUTE_MS;
/** Without a page after this long, nobody was ever shown where to pay. */
const PAGELESS_MS = 60 * MINUTE_MS;
/** Stripe repeats an event for three days. */
const EVENTS_MS = 3 * 24 * 60 * MINUTE_MS;
/** An invoice is drawn up a moment after the payment. */
const INVOICE_MS = 24 * 60 * MINUTE_MS;
const AT_ONCE = 200;
/** Events that Stripe lists at once, at most. */
const PAGE = 100;
const REPORTS_KEPT = 100;

/**
 * Compares what Stripe says with what we have, and mends it: events that never came, payment pages and refunds whose
 * end we have not seen. `settling` is how old something must be to be looked at. Safe to repeat and to run twice at once.
 */
export async function reconcile(deps: Deps, settlingMs: number = SETTLING_MS): Promise<Reconciliation> {
  if (!deps.payments.shop) return { at: null, undelivered: [], mended: [], trouble: [] };
  const before = new Date(deps.now().getTime() - settlingMs);
  const mended = new Set<Id>();
  const undelivered = await catchUp(deps, before);
  await resumeRefunds(deps, before, mended);
  await recheckPurchases(deps, before, mended);
  await endPageless(deps);
  await expireLeft(deps);
  const report = {
    at: deps.now().toISOString(),
    undelivered,
    mended: [...mended],
    trouble: await troubles(deps.db),
  };
  await keep(deps.db, report);
  return report;
}

export async function lastReconciliation(db: Db): Promise<Reconciliation> {
  const row = await db.selectFrom('reconciliation').select('report').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row ? (row.report as Reconciliation) : { at: null, undelivered: [], mended: [], trouble: [] };
}

/** One that fails does not keep the others waiting. */
async function attempt(deps: Deps, what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    deps.log.warn({ err: error, what }, 'a payment could not be reconciled now');
  }
}

/** Takes the events that Stripe has and we have not, oldest first. Those that did not reach us by themselves. */
async function catchUp(deps: Deps, before: Date): Promise<Reconciliation['undelivered']> {
  const since = Math.floor((deps.now().getTime() - EVENTS_MS) / 1000);
  const missed: SignedEvent[] = [];
  const list = shopOf(deps).stripe.events.list({ types: [...EVENT_TYPES], created: { gte: since }, limit: PAGE });
  let page: SignedEvent[] = [];
  for await (const event of list) {
    const { object } = event.data;
    const objectId = 'id' in object && typeof object.id === 'string' ? object.id : null;
    page.push({ id: event.id, type: event.type, created: new Date(event.created * 1000), objectId });
    if (page.length < PAGE) continue;
    missed.push(...(await unhandled(deps.db, page)));
    page = [];
  }
  missed.push(...(await unhandled(deps.db, page)));
  const due = missed.filter(({ created }) => created <= before).toReversed();
  for (const event of due) await attempt(deps, event.type, () => takeEvent(deps, event));
  return due.map(({ id, type, created }) => ({ event: id, type, at: created.toISOString() }));
}

async function unhandled(db: Db, events: readonly SignedEvent[]): Promise<readonly SignedEvent[]> {
  if (events.length === 0) return [];
  const ids = events.map(({ id }) => id);
  const { rows } = await sql<{ id: string }>`select id from stripe_event where handled_at is not null and id = any(${ids})`.execute(db);
  const handled = new Set(rows.map(({ id }) => id));
  return events.filter(({ id }) => !handled.has(id));
}

async function resumeRefunds(deps: Deps, before: Date, mended: Set<Id>): Promise<void> {
  const rows = await deps.db
    .selectFrom('refund')
    .select(['id', 'purchase_id'])
    .where('state', '=', 'open')
    .where('created_at', '<=', before)
    .orderBy('created_at')
    .limit(AT_ONCE)
    .execute();
  for (const { id, purchase_id } of rows) {
    await attempt(deps, 'refund', async () => {
      if ((await sendRefund(deps, id, true)) !== 'open') mended.add(idFromUuid(purchase_id));
    });
  }
}

/** Those that wait for money, and those whose invoice is not there yet; whoever was looked at longest ago first. */
async function recheckPurchases(deps: Deps, before: Date, mended: Set<Id>): Promise<void> {
  const recent = new Date(deps.now().getTime() - INVOICE_MS);
  const rows = await deps.db
    .selectFrom('purchase')
    .select('session_id')
    .where('session_id', 'is not', null)
    .where('created_at', '<=', before)
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['open', 'pending']),
        eb.and([eb('state', '=', 'granted'), eb('invoice_url', 'is', null), eb('granted_at', '>', recent)]),
      ]),
    )
    .orderBy(sql`checked_at nulls first`)
    .limit(AT_ONCE)
    .execute();
  for (const { session_id: session } of rows) {
    if (session === null) continue;
    await attempt(deps, 'purchase', async () => {
      const done = await fulfil(deps, session);
      if (done?.changed === true) mended.add(idFromUuid(done.purchase));
    });
  }
}

async function endPageless(deps: Deps): Promise<void> {
  const now = deps.now();
  const ended = await deps.db
    .updateTable('purchase')
    .set({ state: 'expired' })
    .where('state', '=', 'open')
    .where('session_id', 'is', null)
    .where('created_at', '<', new Date(now.getTime() - PAGELESS_MS))
    .returning('id')
    .execute();
  for (const { id } of ended) await deps.db.transaction().execute((trx) => tellPurchase(trx, now, id));
}

/** Pages that a closed account left behind can still be paid on until they are shut. */
async function expireLeft(deps: Deps): Promise<void> {
  const rows = await deps.db
    .selectFrom('purchase')
    .innerJoin('member', 'member.id', 'purchase.member_id')
    .select('purchase.session_id')
    .where('member.deleted_at', 'is not', null)
    .where('purchase.state', '=', 'open')
    .where('purchase.session_id', 'is not', null)
    .limit(AT_ONCE)
    .execute();
  for (const { session_id: session } of rows) {
    if (session === null) continue;
    await attempt(deps, 'page', async () => {
      await shopOf(deps).stripe.checkout.sessions.expire(session);
      await fulfil(deps, session);
    });
  }
}

/** Where the ledger and what Stripe told us differ, and what a person must look at. */
async function troubles(db: Db): Promise<Reconciliation['trouble']> {
  const { rows } = await sql<{ id: string; what: string }>`
    select p.id, 'refused: ' || coalesce(p.trouble, '') as what from purchase p
      where p.state = 'refused' and not exists (select from refund r where r.purchase_id = p.id and r.state = 'done')
    union all
    select p.id, 'granted, and not in the ledger' from purchase p
      where p.state = 'granted' and not exists (
        select from ledger.transfer t where t.key = 'purchase:' || p.id and t.amount = p.tokens and t.kind = 'purchase')
    union all
    select p.id, 'in the ledger, and not granted' from purchase p join ledger.transfer t on t.key = 'purchase:' || p.id
      where p.state <> 'granted'
    union all
    select r.purchase_id, 'a refund waits since ' || to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') from refund r
      where r.state = 'open' and r.created_at < now() - interval '1 day'
    union all
    select r.purchase_id, 'a withdrawal whose money did not go back' from refund r
      where r.cause = 'withdrawal' and r.state = 'failed' and not exists (
        select from refund later where later.purchase_id = r.purchase_id and later.id > r.id and later.state <> 'failed')
    union all
    select r.purchase_id, 'more was given back than was paid' from refund r join purchase p on p.id = r.purchase_id
      where r.state <> 'failed' and p.state = 'granted' group by r.purchase_id, p.cents, p.tokens
      having sum(r.cents) > p.cents or sum(r.tokens) > p.tokens
    order by 1 desc limit 200`.execute(db);
  return rows.map(({ id, what }) => ({ purchase: idFromUuid(id), what }));
}

async function keep(db: Db, report: Reconciliation): Promise<void> {
  const { id } = await db
    .insertInto('reconciliation')
    .values({ report: JSON.stringify(report) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .deleteFrom('reconciliation')
    .where('id', '<=', String(Number(id) - REPORTS_KEPT))
    .execute();
}
