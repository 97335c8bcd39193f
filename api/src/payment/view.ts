import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import { WITHDRAWAL_DAYS, type OperatorPurchase, type Purchase } from '@oto/schema/contract/purchase';
import type { Db, Trx } from '../deps.ts';
import { centsFor, type Gone, type Sold } from './proportion.ts';
import { unspentOf } from './unspent.ts';

const LISTED = 100;

type Row = {
  readonly id: string;
  readonly member_id: string;
  readonly created_at: Date;
  readonly pack: string;
  readonly tokens: string;
  readonly cents: number;
  readonly state: Purchase['state'];
  readonly test: boolean;
  readonly checkout_url: string | null;
  readonly invoice_url: string | null;
  readonly tax_cents: number | null;
  readonly until: Date | null;
  readonly gone_tokens: string;
  readonly gone_cents: string;
  readonly done_tokens: string;
  readonly done_cents: string;
  readonly disputed: boolean;
  readonly settled: boolean;
};

/**
 * `until`: midnight in Paris after the last of the days for withdrawing, on the next Monday when that day is on a weekend.
 * `gone` counts what is on its way back too; `done` what is back.
 */
function rowsWhere(condition: ReturnType<typeof sql<boolean>>) {
  return sql<Row>`
    select p.id, p.member_id, p.created_at, p.pack, p.tokens, p.cents, p.state, p.test, p.checkout_url, p.invoice_url, p.tax_cents,
      (last_day + case extract(isodow from last_day) when 6 then 3 when 7 then 2 else 1 end)::timestamp at time zone 'Europe/Paris' as until,
      gone.tokens as gone_tokens, gone.cents as gone_cents, gone.done_tokens, gone.done_cents,
      exists (select from dispute d where d.purchase_id = p.id and d.state <> 'won') as disputed,
      not exists (select from refund r where r.purchase_id = p.id and r.state = 'open') as settled
    from purchase p,
      lateral (select (p.granted_at at time zone 'Europe/Paris')::date + ${WITHDRAWAL_DAYS}::int as last_day) day,
      lateral (select coalesce(sum(r.tokens), 0) as tokens, coalesce(sum(r.cents), 0) as cents,
          coalesce(sum(r.tokens) filter (where r.state = 'done'), 0) as done_tokens,
          coalesce(sum(r.cents) filter (where r.state = 'done'), 0) as done_cents
        from refund r where r.purchase_id = p.id and r.state <> 'failed') gone
    where ${condition}`;
}

/** Newest first. */
export async function purchasesOf(db: Db | Trx, memberUuid: string, now: Date): Promise<readonly Purchase[]> {
  const condition = sql<boolean>`p.member_id = ${memberUuid}::uuid order by p.id desc limit ${LISTED}`;
  const { rows } = await rowsWhere(condition).execute(db);
  const unspent = rows.some((row) => isWithin(row, now)) ? await unspentOf(db, memberUuid) : new Map<string, number>();
  return rows.map((row) => viewOf(row, unspent, now));
}

/** Null when there is none, or it is not this member's. */
export async function purchaseOf(db: Db | Trx, purchaseUuid: string, now: Date, memberUuid?: string): Promise<Purchase | null> {
  const { rows } = await rowsWhere(sql<boolean>`p.id = ${purchaseUuid}::uuid`).execute(db);
  const [row] = rows;
  if (!row || (memberUuid !== undefined && row.member_id !== memberUuid)) return null;
  return viewOf(row, isWithin(row, now) ? await unspentOf(db, row.member_id) : new Map<string, number>(), now);
}

/** Whether the days for withdrawing are over. */
export async function isPastWithdrawal(db: Db | Trx, purchaseUuid: string, now: Date): Promise<boolean> {
  const { rows } = await rowsWhere(sql<boolean>`p.id = ${purchaseUuid}::uuid`).execute(db);
  const until = rows[0]?.until ?? null;
  return until !== null && until <= now;
}

function isWithin(row: Row, now: Date): boolean {
  return row.state === 'granted' && row.until !== null && row.until > now && !row.disputed && row.settled;
}

function viewOf(row: Row, unspent: ReadonlyMap<string, number>, now: Date): Purchase {
  return {
    id: idFromUuid(row.id),
    at: row.created_at.toISOString(),
    pack: row.pack,
    tokens: Number(row.tokens),
    cents: row.cents,
    state: row.state,
    test: row.test,
    checkoutUrl: row.state === 'open' ? row.checkout_url : null,
    invoiceUrl: row.invoice_url,
    taxCents: row.tax_cents,
    refunded: { tokens: Number(row.done_tokens), cents: Number(row.done_cents) },
    disputed: row.disputed,
    withdrawal: withdrawal(row, unspent.get(row.id) ?? 0, now),
  };
}

function withdrawal(row: Row, tokens: number, now: Date): Purchase['withdrawal'] {
  if (!isWithin(row, now) || row.until === null || tokens === 0) return null;
  const sold: Sold = { tokens: Number(row.tokens), cents: row.cents };
  const gone: Gone = { tokens: Number(row.gone_tokens), cents: Number(row.gone_cents) };
  const cents = centsFor(sold, gone, tokens);
  return cents === 0 ? null : { until: row.until.toISOString(), tokens, cents };
}

export type Filter = { readonly state?: Purchase['state'] | undefined; readonly before?: string | undefined; readonly only?: string };

/** Newest first; `before` and `only` are uuids. */
export async function operatorPurchases(db: Db, filter: Filter, now: Date): Promise<readonly OperatorPurchase[]> {
  const condition = sql<boolean>`(${filter.state ?? null}::text is null or p.state = ${filter.state ?? null})
    and (${filter.before ?? null}::uuid is null or p.id < ${filter.before ?? null}::uuid)
    and (${filter.only ?? null}::uuid is null or p.id = ${filter.only ?? null}::uuid)
    order by p.id desc limit ${LISTED}`;
  const { rows } = await rowsWhere(condition).execute(db);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const people = await db
    .selectFrom('purchase')
    .innerJoin('member', 'member.id', 'purchase.member_id')
    .select([
      'purchase.id',
      'member.id as member',
      'member.name',
      'member.handle',
      'purchase.session_id',
      'purchase.payment_intent',
      'purchase.trouble',
    ])
    .where('purchase.id', 'in', ids)
    .execute();
  const refunds = await db.selectFrom('refund').selectAll().where('purchase_id', 'in', ids).orderBy('id').execute();
  const disputes = await db.selectFrom('dispute').selectAll().where('purchase_id', 'in', ids).orderBy('opened_at').execute();
  const unspent = new Map<string, number>();
  for (const member of new Set(rows.filter((row) => isWithin(row, now)).map((row) => row.member_id))) {
    for (const [purchase, tokens] of await unspentOf(db, member)) unspent.set(purchase, tokens);
  }
  return rows.flatMap((row) => {
    const person = people.find(({ id }) => id === row.id);
    if (!person) return [];
    return {
      ...viewOf(row, unspent, now),
      buyer: { id: idFromUuid(person.member), name: person.name, handle: person.handle },
      session: person.session_id,
      paymentIntent: person.payment_intent,
      trouble: person.trouble,
      refunds: refunds
        .filter((refund) => refund.purchase_id === row.id)
        .map(({ created_at, tokens, cents, reason, state }) => ({
          at: created_at.toISOString(),
          tokens: Number(tokens),
          cents,
          reason,
          state,
        })),
      disputes: disputes
        .filter((dispute) => dispute.purchase_id === row.id)
        .map(({ id, opened_at, state, cents, tokens, clawed }) => ({
          id,
          at: opened_at.toISOString(),
          state,
          cents,
          clawed: Number(clawed),
          debt: Number(tokens) - Number(clawed),
        })),
    };
  });
}
