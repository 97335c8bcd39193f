import { BillingPortal, Purchase, Purchases, Shop, type PurchaseRequest } from '@oto/schema/contract/purchase';
import { Consumption, EntryParts, Statement, type StatementQuery } from '@oto/schema/contract/statement';
import type { z } from 'zod';
import type { Calls } from './calls.ts';

export type StatementFilter = Pick<z.input<typeof StatementQuery>, 'account' | 'kind' | 'from' | 'to' | 'zone'>;
/** Days, both included, in the IANA zone. */
export type Days = { readonly from: string; readonly to: string; readonly zone: string };

function search(asked: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined && value !== '') query.set(name, value);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** Where the browser takes the whole statement as CSV. */
export function statementCsvPath(filter: StatementFilter): string {
  return `/api/wallet/statement.csv${search(filter)}`;
}

/** Tokens: each line of them, what they were spent on, and where they are bought. */
export function moneyRoutes({ call, post }: Calls) {
  return {
    /** A page, newest first; `before` is the last entry seen. */
    statement: (filter: StatementFilter, before?: string) => call(`/api/wallet/statement${search({ ...filter, before })}`, Statement),
    entryParts: (entry: string, account: StatementFilter['account']) =>
      call(`/api/wallet/statement/${entry}${search({ account })}`, EntryParts),
    consumption: (days: Days) => call(`/api/wallet/consumption${search(days)}`, Consumption),

    shop: () => call('/api/packs', Shop),
    /** Opens a payment page. */
    buy: (asked: z.input<typeof PurchaseRequest>, idempotencyKey: string) => post('/api/purchases', Purchase, asked, idempotencyKey),
    /** Newest first, 100 at most. */
    purchases: () => call('/api/purchases', Purchases),
    /** Asks the payment service again how it stands. */
    recheck: (id: string) => post(`/api/purchases/${id}/recheck`, Purchase, {}),
    /** Gives back what is unspent of it, tokens and money. */
    withdraw: (id: string) => post(`/api/purchases/${id}/withdraw`, Purchase, { confirm: true }),
    /** The payment service's own page for cards and invoices. */
    billing: () => post('/api/billing', BillingPortal, {}),
  };
}
