import type { ColumnType, Generated } from 'kysely';
import type { PURCHASE_STATES } from '../../contract/purchase.ts';
import type { HoldState, MemberAccount, PlatformAccount, TransferKind } from '../../ledger/account.ts';
import type { Uuid, Instant, MaybeInstant, Json, Big } from './column.ts';

type PurchaseState = (typeof PURCHASE_STATES)[number];

/** What is paid, and what the books say of it. */
export type MoneyTables = {
  purchase: {
    id: Uuid;
    member_id: Uuid;
    pack: string;
    tokens: ColumnType<string, number | string, never>;
    cents: number;
    currency: Generated<string>;
    state: Generated<PurchaseState>;
    test: boolean;
    idempotency_key: string;
    request_hash: string;
    session_id: ColumnType<string | null, string | null | undefined, string | null>;
    payment_intent: ColumnType<string | null, string | null | undefined, string | null>;
    checkout_url: ColumnType<string | null, string | null | undefined, string | null>;
    invoice_url: ColumnType<string | null, string | null | undefined, string | null>;
    tax_cents: ColumnType<number | null, number | null | undefined, number | null>;
    country: ColumnType<string | null, string | null | undefined, string | null>;
    trouble: ColumnType<string | null, string | null | undefined, string | null>;
    consent_version: string;
    consent_words: string;
    consent_at: ColumnType<Date, Date | string, never>;
    terms_version: string | null;
    created_at: Instant;
    granted_at: MaybeInstant;
    checked_at: MaybeInstant;
  };
  stripe_customer: { member_id: Uuid; customer_id: string; created_at: Instant };
  stripe_event: {
    id: string;
    type: string;
    object_id: string | null;
    created_at: ColumnType<Date, Date | string, never>;
    received_at: Instant;
    handled_at: MaybeInstant;
    tries: Generated<number>;
    error: ColumnType<string | null, string | null | undefined, string | null>;
  };
  refund: {
    id: Uuid;
    purchase_id: Uuid;
    stripe_id: ColumnType<string | null, string | null | undefined, string | null>;
    tokens: ColumnType<string, number | string, number | string>;
    cents: number;
    cause: 'withdrawal' | 'operator' | 'outside';
    reason: Generated<string>;
    state: Generated<'open' | 'done' | 'failed'>;
    hold_id: ColumnType<string | null, string | null | undefined, string | null>;
    key: string;
    asked_by: Uuid | null;
    created_at: Instant;
    closed_at: MaybeInstant;
  };
  dispute: {
    id: string;
    purchase_id: Uuid;
    state: Generated<'open' | 'won' | 'lost'>;
    cents: number;
    tokens: ColumnType<string, number | string, number | string>;
    clawed: ColumnType<string, number | string, number | string>;
    opened_at: Instant;
    closed_at: MaybeInstant;
  };
  test_payment: { id: string; type: string; body: Json<unknown>; key: string | null; created_at: Instant };
  reconciliation: { id: Big; report: Json<unknown> };
  jar_gift: {
    id: Uuid;
    creation_id: Uuid;
    member_id: Uuid;
    key: string;
    request_hash: string;
    tokens: ColumnType<string, number | string, never>;
    spent: ColumnType<string, number | string | undefined, number | string>;
    state: Generated<'open' | 'spending' | 'spent' | 'returned'>;
    created_at: Instant;
    expires_at: ColumnType<Date, Date | string, Date | string>;
    closed_at: MaybeInstant;
  };
  jar_spend: {
    job_id: Uuid;
    gift_id: Uuid;
    held: ColumnType<string, number | string, never>;
    spent: ColumnType<string | null, number | string | null | undefined, number | string | null>;
  };
  /** Rows change only through the functions of schema `ledger`. */
  'ledger.account': { id: Big; kind: MemberAccount | PlatformAccount; owner_id: Uuid | null; posted: Big; held: Big; created_at: Instant };
  'ledger.hold': {
    id: Big;
    group_id: Uuid;
    key: string;
    account: string;
    amount: string;
    state: HoldState;
    captured: string;
    note: string;
    expires_at: Date;
    at: Date;
    closed_at: Date | null;
    closed_entry: string | null;
  };
  'ledger.transfer': {
    id: Big;
    group_id: Uuid;
    key: string;
    position: number;
    debit: string;
    credit: string;
    amount: string;
    kind: TransferKind;
    hold_id: string | null;
    note: string;
    expires_at: Date | null;
    at: Date;
  };
  'ledger.promo_lot': { transfer_id: string; account: string; amount: string; used: string; expires_at: Date | null };
};
