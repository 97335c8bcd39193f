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
  `create index promo_lot_open on ledger.promo_lot(account, expires_at, transfer_id) where used < amount`,
  `create index promo_lot_due on ledger.promo_lot(expires_at) where used < amount and expires_at is not null`,
  /**
   * Locks the rows of members' accounts in the one order: promo wallets first, then by id. Entries are numbered
   * after it, so within an account they are in the order in which they took effect.
   */
  `create function ledger.lock_accounts(p_ids bigint[]) returns void language plpgsql as $$
    begin
      perform from ledger.account where id = any(p_ids) and owner_id is not null
        order by kind = 'wallet_promo' desc, id for no key update;
    end $$`,
  /** Opens a lot with a gift, and takes what leaves a promo wallet from the lots that end soonest. The wallet's row is locked. */
  `create function ledger.keep_lots() returns trigger language plpgsql as $$
    declare promo record; lot record; left_over bigint := new.amount; part bigint;
    begin
      for promo in select id from ledger.account where id in (new.debit, new.credit) and kind = 'wallet_promo' loop
        if promo.id = new.credit then
          insert into ledger.promo_lot(transfer_id, account, amount, expires_at) values (new.id, new.credit, new.amount, new.expires_at);
          continue;
        end if;
        for lot in select transfer_id, amount - used as rest from ledger.promo_lot
          where account = new.debit and used < amount order by expires_at nulls last, transfer_id
        loop
          part := least(left_over, lot.rest);
          update ledger.promo_lot set used = used + part where transfer_id = lot.transfer_id;
          left_over := left_over - part;
          exit when left_over = 0;
        end loop;
        if left_over > 0 then raise exception 'account % has not enough', new.debit using errcode = 'OT402'; end if;
      end loop;
      return null;
    end $$`,
  // Gifts from before are one lot without an end, under the newest of their transfers.
  `insert into ledger.promo_lot(transfer_id, account, amount)
    select (select max(id) from ledger.transfer t where t.credit = a.id), a.id, a.posted
    from ledger.account a where a.kind = 'wallet_promo' and a.posted > 0`,
  `create trigger transfer_lots after insert on ledger.transfer for each row execute function ledger.keep_lots()`,

  `alter table ledger.account add constraint debt_is_owed check (kind <> 'debt' or posted <= 0)`,
  `drop function ledger.transfer(text, bigint, bigint, bigint, text, uuid, text)`,
  /** Moves tokens at once; the transfer's id. The same key with the same parameters answers the same id. */
  `create function ledger.transfer(
      p_key text, p_debit bigint, p_credit bigint, p_amount bigint, p_kind text, p_group uuid, p_note text default '',
      p_expires timestamptz default null)
    returns bigint language plpgsql as $$
    declare new_id bigint; earlier ledger.transfer;
    begin
      if p_amount is null or p_amount <= 0 then raise exception 'amount must be positive' using errcode = 'OT400'; end if;
      perform ledger.lock_accounts(array[p_debit, p_credit]);
      insert into ledger.transfer(group_id, key, debit, credit, amount, kind, note, expires_at)
        values (p_group, p_key, p_debit, p_credit, p_amount, p_kind, p_note, p_expires)
        on conflict (key, position) do nothing returning id into new_id;
      if new_id is null then
        select * into strict earlier from ledger.transfer where key = p_key and position = 0;
        if (earlier.debit, earlier.credit, earlier.amount, earlier.kind) is distinct from (p_debit, p_credit, p_amount, p_kind) then
          raise exception 'key % was used with other parameters', p_key using errcode = 'OT409';
        end if;
        return earlier.id;
      end if;
      perform ledger.adjust(p_debit, -p_amount, 0);
      perform ledger.adjust(p_credit, p_amount, 0);
      return new_id;
    end $$`,
  `create or replace function ledger.open_hold(
      p_key text, p_account bigint, p_amount bigint, p_ttl interval, p_group uuid, p_note text default '')
    returns bigint language plpgsql as $$
    declare new_id bigint; earlier ledger.hold;
    begin
      if p_amount is null or p_amount <= 0 then raise exception 'amount must be positive' using errcode = 'OT400'; end if;
      perform ledger.lock_accounts(array[p_account]);
      insert into ledger.hold(group_id, key, account, amount, expires_at, note)
        values (p_group, p_key, p_account, p_amount, clock_timestamp() + p_ttl, p_note)
        on conflict (key) do nothing returning id into new_id;
      if new_id is null then
        select * into strict earlier from ledger.hold where key = p_key;
        if (earlier.account, earlier.amount, earlier.group_id) is distinct from (p_account, p_amount, p_group) then
          raise exception 'key % was used with other parameters', p_key using errcode = 'OT409';
        end if;
        return earlier.id;
      end if;
      perform ledger.adjust(p_account, 0, p_amount);
      return new_id;
    end $$`,
  `drop function ledger.capture_hold(bigint, bigint, bigint[], bigint[])`,
  /**
   * Pays \`p_amount\` of a hold, p_shares[i] to p_credits[i], and gives the rest back. True when it was
   * open, false when the same amount was captured before.
   */
  `create function ledger.capture_hold(p_hold bigint, p_amount bigint, p_credits bigint[], p_shares bigint[], p_kind text default 'capture')
    returns boolean language plpgsql as $$
    declare h ledger.hold; touched record;
    begin
      select * into h from ledger.hold where id = p_hold for no key update;
      if not found then raise exception 'no hold %', p_hold using errcode = 'OT404'; end if;
      if h.state = 'captured' and h.captured = p_amount then return false; end if;
      if h.state <> 'open' then raise exception 'hold % is already %', p_hold, h.state using errcode = 'OT409'; end if;
      if p_amount is null or p_amount < 0 or p_amount > h.amount then
        raise exception 'a capture is between 0 and the hold' using errcode = 'OT400';
      end if;
      if cardinality(p_credits) <> cardinality(p_shares)
        or exists (select from unnest(p_shares) s where s is null or s < 0)
        or (select coalesce(sum(s), 0) from unnest(p_shares) s) <> p_amount then
        raise exception 'the shares do not sum to the amount' using errcode = 'OT400';
      end if;
      perform ledger.lock_accounts(array_append(p_credits, h.account));
      update ledger.hold set state = 'captured', captured = p_amount,
        closed_at = clock_timestamp(), closed_entry = nextval('ledger.entry') where id = p_hold;
      insert into ledger.transfer(group_id, key, position, debit, credit, amount, kind, hold_id, note)
        select h.group_id, 'capture:' || p_hold, row_number() over (order by u.nth), h.account, u.credit, u.share, p_kind, p_hold, h.note
        from unnest(p_credits, p_shares) with ordinality as u(credit, share, nth) where u.share > 0;
      for touched in
        select id, sum(posted)::bigint as posted, sum(held)::bigint as held from (
          select h.account as id, -p_amount as posted, -h.amount as held
          union all select c, s, 0 from unnest(p_credits, p_shares) as u(c, s) where s > 0) moves
        group by id
      loop perform ledger.adjust(touched.id, touched.posted, touched.held); end loop;
      return true;
    end $$`,
  `create or replace function ledger.void_hold(p_hold bigint, p_state text default 'voided') returns boolean language plpgsql as $$
    declare h ledger.hold;
    begin
      if p_state not in ('voided', 'expired') then raise exception 'void or expire' using errcode = 'OT400'; end if;
      select * into h from ledger.hold where id = p_hold for no key update;
      if not found then raise exception 'no hold %', p_hold using errcode = 'OT404'; end if;
      if h.state in ('voided', 'expired') then return false; end if;
      if h.state <> 'open' then raise exception 'hold % is already %', p_hold, h.state using errcode = 'OT409'; end if;
      perform ledger.lock_accounts(array[h.account]);
      update ledger.hold set state = p_state, closed_at = clock_timestamp(), closed_entry = nextval('ledger.entry') where id = p_hold;
      perform ledger.adjust(h.account, 0, -h.amount);
      return true;
    end $$`,

  `drop view ledger.movement`,
  /** What came into a member's account and what left it, one row a transfer. Sums to what is posted to the account. */
  `create view ledger.posting as
    select a.owner_id, a.kind as account, t.group_id, t.kind, t.id as entry, t.amount, t.debit as other, t.hold_id, t.note, t.expires_at, t.at
      from ledger.transfer t join ledger.account a on a.id = t.credit where a.owner_id is not null
    union all
    select a.owner_id, a.kind, t.group_id, t.kind, t.id, -t.amount, t.credit, t.hold_id, t.note, null::timestamptz, t.at
      from ledger.transfer t join ledger.account a on a.id = t.debit where a.owner_id is not null`,
  /** What was set aside and what became of it. \`held\` sums to what is held; -held - paid is the effect on what can be spent. */
  `create view ledger.holding as
    select a.owner_id, a.kind as account, h.group_id, 'hold' as kind, h.id as entry, h.amount as held, 0::bigint as paid, h.id as hold_id, h.note, h.at
      from ledger.hold h join ledger.account a on a.id = h.account
    union all
    select a.owner_id, a.kind, h.group_id,
        case h.state when 'captured' then coalesce((select t.kind from ledger.transfer t where t.hold_id = h.id limit 1), 'capture') else 'void' end,
        h.closed_entry, -h.amount, h.captured, h.id, h.note, h.closed_at
      from ledger.hold h join ledger.account a on a.id = h.account where h.state <> 'open'`,
  `create index job_charged on job(finished_at) where charged is not null`,
  `create index revenue_split_payee on revenue_split(payee_id) where amount > 0`,

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
  /** What each comparison with Stripe found; the last hundred. */
  `create table reconciliation (id bigint generated always as identity primary key, report jsonb not null)`,

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
  // What deleting an account may take out of rows that otherwise never change
  `drop trigger audit_log_frozen on audit_log`,
  /** Of a line of the audit log only the address it was done from may go. */
  `create trigger audit_log_frozen before update on audit_log for each row
    when ((new.id, new.actor_id, new.action, new.subject, new.created_at) is distinct from (old.id, old.actor_id, old.action, old.subject, old.created_at)
      or new.detail is distinct from old.detail - 'ip') execute function refuse_change()`,
  `create trigger audit_log_kept before delete on audit_log for each row execute function refuse_change()`,
  `create trigger audit_log_not_emptied before truncate on audit_log for each statement execute function refuse_change()`,
  `drop trigger agent_version_frozen on agent_version`,
  /** Of an agent's version only the words may go; its name stays on what others made with it. */
  `create trigger agent_version_frozen before update on agent_version for each row
    when (new.role <> '' or new.instructions <> ''
      or (new.id, new.agent_id, new.version, new.kind, new.engine, new.model, new.name, new.fee, new.lang, new.created_at)
      is distinct from (old.id, old.agent_id, old.version, old.kind, old.engine, old.model, old.name, old.fee, old.lang, old.created_at))
    execute function refuse_change()`,
  `create trigger agent_version_kept before delete on agent_version for each row execute function refuse_change()`,
  `create index audit_log_action on audit_log(action, id)`,
  `create index audit_log_actor on audit_log(actor_id, id)`,
  `create index audit_log_subject on audit_log(subject, id)`,
];
