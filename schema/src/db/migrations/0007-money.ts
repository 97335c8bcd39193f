import { sql, type Kysely } from 'kysely';

/** Purchases and what may become of them, promo tokens that end, ways in, invitations, terms. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The ledger
  `alter table ledger.transfer drop constraint transfer_kind_check`,
  `alter table ledger.transfer add constraint transfer_kind_check check (kind in
    ('welcome','grant','capture','earning','purchase','refund','expiry','dispute','repayment','forgiven','forfeit'))`,
  /** Of tokens that go into a promo wallet: when what is left of them ends. */
  `alter table ledger.transfer add column expires_at timestamptz`,
  `create index transfer_group on ledger.transfer(group_id)`,
  `create index transfer_at on ledger.transfer(at)`,
  /**
   * What is left of each gift in a promo wallet. Written by the trigger on transfers alone. Law: the sum of
   * amount - used over a wallet's lots is what is posted to it. Spent soonest-ending first.
   */
  `create table ledger.promo_lot (
    transfer_id bigint primary key references ledger.transfer,
    account bigint not null references ledger.account,
    amount bigint not null check (amount > 0),
    used bigint not null default 0 check (used between 0 and amount),
    expires_at timestamptz)`,
  `create index promo_lot_open on ledger.promo_lot(account, expires_at) where used < amount`,
  `create index promo_lot_due on ledger.promo_lot(expires_at) where used < amount and expires_at is not null`,
  `create function ledger.keep_lots() returns trigger language plpgsql as $$
    declare lot record; left_over bigint := new.amount; part bigint;
    begin
      if exists (select from ledger.account where id = new.credit and kind = 'wallet_promo') then
        insert into ledger.promo_lot(transfer_id, account, amount, expires_at) values (new.id, new.credit, new.amount, new.expires_at);
      end if;
      if exists (select from ledger.account where id = new.debit and kind = 'wallet_promo') then
        -- The wallet's own row first, as everywhere: two spenders of one wallet take its lots one after the other.
        perform from ledger.account where id = new.debit for no key update;
        for lot in select transfer_id, amount - used as rest from ledger.promo_lot
          where account = new.debit and used < amount order by expires_at nulls last, transfer_id
        loop
          part := least(left_over, lot.rest);
          update ledger.promo_lot set used = used + part where transfer_id = lot.transfer_id;
          left_over := left_over - part;
          exit when left_over = 0;
        end loop;
        if left_over > 0 then raise exception 'account % has not enough', new.debit using errcode = 'OT402'; end if;
      end if;
      return null;
    end $$`,
  // Gifts from before are one lot without an end, under the newest of their transfers.
  `insert into ledger.promo_lot(transfer_id, account, amount)
    select (select max(id) from ledger.transfer t where t.credit = a.id), a.id, a.posted
    from ledger.account a where a.kind = 'wallet_promo' and a.posted > 0`,
  `create trigger transfer_lots after insert on ledger.transfer for each row execute function ledger.keep_lots()`,

  // Purchases
  `create table purchase (
    id uuid primary key,
    member_id uuid not null references member(id),
    pack text not null,
    tokens bigint not null check (tokens > 0),
    cents integer not null check (cents > 0),
    currency text not null default 'eur',
    state text not null default 'open' check (state in ('open','pending','granted','failed','expired','refused')),
    test boolean not null,
    idempotency_key text not null,
    request_hash text not null,
    session_id text unique,
    payment_intent text unique,
    checkout_url text,
    invoice_url text,
    tax_cents integer check (tax_cents >= 0),
    country text,
    /** Why it is refused, for operators. */
    trouble text,
    consent_version text not null,
    consent_words text not null,
    consent_at timestamptz not null,
    terms_version text,
    created_at timestamptz not null default now(),
    granted_at timestamptz,
    checked_at timestamptz,
    unique (member_id, idempotency_key),
    check ((state = 'granted') = (granted_at is not null)))`,
  `create index purchase_member on purchase(member_id, id)`,
  `create index purchase_open on purchase(created_at) where state in ('open','pending')`,
  `create table stripe_customer (
    member_id uuid primary key references member(id),
    customer_id text not null unique,
    created_at timestamptz not null default now())`,
  /** Every event that came with a valid signature, once. */
  `create table stripe_event (
    id text primary key,
    type text not null,
    object_id text,
    created_at timestamptz not null,
    received_at timestamptz not null default now(),
    handled_at timestamptz,
    tries integer not null default 0,
    error text)`,
  `create index stripe_event_open on stripe_event(received_at) where handled_at is null`,
  /** A giving back of money, and of the tokens it bought. \`hold_id\` keeps them while Stripe is asked. */
  `create table refund (
    id uuid primary key,
    purchase_id uuid not null references purchase(id),
    stripe_id text unique,
    tokens bigint not null check (tokens >= 0),
    cents integer not null check (cents > 0),
    cause text not null check (cause in ('withdrawal','operator','outside')),
    reason text not null default '',
    state text not null default 'open' check (state in ('open','done','failed')),
    hold_id bigint references ledger.hold,
    key text not null unique,
    asked_by uuid references member(id),
    created_at timestamptz not null default now(),
    closed_at timestamptz)`,
  `create index refund_purchase on refund(purchase_id)`,
  `create index refund_open on refund(created_at) where state = 'open'`,
  `create table dispute (
    id text primary key,
    purchase_id uuid not null references purchase(id),
    state text not null default 'open' check (state in ('open','won','lost')),
    cents integer not null check (cents >= 0),
    tokens bigint not null check (tokens >= 0),
    /** Taken out of the wallet at once; the rest of \`tokens\` became debt. */
    clawed bigint not null check (clawed between 0 and tokens),
    opened_at timestamptz not null default now(),
    closed_at timestamptz)`,
  `create index dispute_purchase on dispute(purchase_id)`,
  /** Objects of the stand-in for Stripe that a run without keys talks to. No money, never in production. */
  `create table test_payment (
    id text primary key,
    type text not null,
    body jsonb not null,
    key text unique,
    created_at timestamptz not null default now())`,
  `create index test_payment_type on test_payment(type, created_at)`,

  // Ways in
  `create table passkey (
    "id" uuid primary key,
    "name" text,
    "publicKey" text not null,
    "userId" uuid not null references "user"("id") on delete cascade,
    "credentialID" text not null unique,
    "counter" integer not null,
    "deviceType" text not null,
    "backedUp" boolean not null,
    "transports" text,
    "createdAt" timestamptz default now(),
    "aaguid" text,
    "lastUsedAt" timestamptz)`,
  `create index passkey_user on passkey("userId")`,
  /** Until when a session may do what is dear without asking again who sits there. */
  `alter table "session" add column "confirmedUntil" timestamptz`,
  `create table invitation (
    id uuid primary key,
    code_sha256 bytea not null unique,
    email text,
    note text not null default '',
    created_by uuid not null references member(id),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_by uuid references member(id),
    used_at timestamptz,
    revoked_at timestamptz,
    check ((used_by is null) = (used_at is null)))`,
  `create table terms_acceptance (
    member_id uuid not null references member(id),
    version text not null,
    accepted_at timestamptz not null default now(),
    primary key (member_id, version))`,
  /** Mails that must arrive: kept until the mail server has taken them. Without one, what the mailbox page of a local run shows. */
  `create table mail (
    id uuid primary key,
    recipient text not null,
    subject text not null,
    body_text text not null,
    body_html text not null,
    created_at timestamptz not null default now(),
    due_at timestamptz not null default now(),
    tries integer not null default 0,
    sent_at timestamptz,
    error text)`,
  `create index mail_due on mail(due_at) where sent_at is null`,
  `alter table kill_switch drop constraint kill_switch_name_check`,
  /** open_signup off: by invitation only. */
  `alter table kill_switch add constraint kill_switch_name_check check (name in ('generation','signup','purchase','open_signup'))`,
  `insert into kill_switch(name) values ('open_signup')`,
  `create index audit_log_action on audit_log(action, id)`,
  `create index audit_log_actor on audit_log(actor_id, id)`,
  `create index audit_log_subject on audit_log(subject, id)`,
];
