import { sql, type Kysely } from 'kysely';

/**
 * The ledger: immutable transfers with one debit and one credit, and holds that are resolved at most
 * once. Error codes: OT400 impossible amount, OT402 not enough, OT404 no such hold or account, OT409
 * a key used again with other parameters, or a hold already resolved. Rows of `account` are locked
 * promo wallets first, then in id order; keep that order when calling several functions in one transaction.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create schema ledger`,
  // One sequence numbers transfers, holds and the closing of holds, so a member's movements have one order.
  `create sequence ledger.entry as bigint`,

  `create table ledger.account (
    id bigint generated always as identity primary key,
    kind text not null,
    owner_id uuid references member(id),
    posted bigint not null default 0,
    held bigint not null default 0 check (held >= 0),
    created_at timestamptz not null default now(),
    unique nulls not distinct (owner_id, kind),
    constraint account_kind check (
      case when owner_id is null then kind in ('platform_revenue','stripe_clearing','promo_issued','expired','fraud_loss')
      else kind in ('wallet_paid','wallet_promo','earnings','debt') end),
    constraint platform_not_materialised check (owner_id is not null or (posted = 0 and held = 0)),
    constraint never_below_zero check (kind = 'debt' or posted - held >= 0)
  ) with (fillfactor = 50)`,
  `insert into ledger.account(kind) values
    ('platform_revenue'),('stripe_clearing'),('promo_issued'),('expired'),('fraud_loss')`,

  `create table ledger.hold (
    id bigint primary key default nextval('ledger.entry'),
    group_id uuid not null,
    key text not null unique,
    account bigint not null references ledger.account,
    amount bigint not null check (amount > 0),
    state text not null default 'open' check (state in ('open','captured','voided','expired')),
    captured bigint not null default 0 check (captured between 0 and amount),
    note text not null default '',
    expires_at timestamptz not null,
    at timestamptz not null default clock_timestamp(),
    closed_at timestamptz,
    closed_entry bigint,
    check ((state = 'open') = (closed_at is null) and (state = 'open') = (closed_entry is null)),
    check (state = 'captured' or captured = 0))`,
  `create index hold_open on ledger.hold(expires_at) where state = 'open'`,
  `create index hold_account on ledger.hold(account, id)`,
  `create index hold_group on ledger.hold(group_id)`,

  `create table ledger.transfer (
    id bigint primary key default nextval('ledger.entry'),
    group_id uuid not null,
    key text not null,
    position smallint not null default 0,
    debit bigint not null references ledger.account,
    credit bigint not null references ledger.account,
    amount bigint not null check (amount > 0),
    kind text not null check (kind in ('welcome','grant','capture','earning','purchase','refund','expiry')),
    hold_id bigint references ledger.hold,
    note text not null default '',
    at timestamptz not null default clock_timestamp(),
    check (debit <> credit),
    unique (key, position))`,
  `create index transfer_debit on ledger.transfer(debit, id)`,
  `create index transfer_credit on ledger.transfer(credit, id)`,
  `create index transfer_hold on ledger.transfer(hold_id) where hold_id is not null`,

  `create trigger transfer_frozen before update or delete on ledger.transfer for each row execute function refuse_change()`,
  `create trigger transfer_kept before truncate on ledger.transfer for each statement execute function refuse_change()`,
  `create trigger hold_kept before delete on ledger.hold for each row execute function refuse_change()`,
  `create trigger hold_not_emptied before truncate on ledger.hold for each statement execute function refuse_change()`,
  `create function ledger.hold_resolved_once() returns trigger language plpgsql as $$
    begin
      if old.state <> 'open' or new.state = 'open'
        or (new.amount, new.account, new.key, new.group_id) is distinct from (old.amount, old.account, old.key, old.group_id)
      then raise exception 'hold % is already %', old.id, old.state using errcode = 'OT409'; end if;
      return new;
    end $$`,
  `create trigger hold_once before update on ledger.hold for each row execute function ledger.hold_resolved_once()`,

  /** The account's id, opened when missing. */
  `create function ledger.member_account(p_owner uuid, p_kind text) returns bigint language plpgsql as $$
    declare found_id bigint;
    begin
      select id into found_id from ledger.account where owner_id = p_owner and kind = p_kind;
      if found_id is null then
        insert into ledger.account(owner_id, kind) values (p_owner, p_kind) on conflict do nothing returning id into found_id;
      end if;
      if found_id is null then
        select id into strict found_id from ledger.account where owner_id = p_owner and kind = p_kind;
      end if;
      return found_id;
    end $$`,
  `create function ledger.platform_account(p_kind text) returns bigint language sql stable as
    $$ select id from ledger.account where owner_id is null and kind = p_kind $$`,

  /** Adds to \`posted\` and \`held\`; nothing for a platform account. OT402 when the wallet would fall below zero. */
  `create function ledger.adjust(p_account bigint, p_posted bigint, p_held bigint) returns void language plpgsql as $$
    begin
      update ledger.account set posted = posted + p_posted, held = held + p_held
        where id = p_account and owner_id is not null
        and (kind = 'debt' or posted + p_posted - held - p_held >= 0);
      if not found then
        if exists (select from ledger.account where id = p_account and owner_id is null) then return; end if;
        if exists (select from ledger.account where id = p_account) then
          raise exception 'account % has not enough', p_account using errcode = 'OT402';
        end if;
        raise exception 'no account %', p_account using errcode = 'OT404';
      end if;
    end $$`,

  /** Moves tokens at once; the transfer's id. The same key with the same parameters answers the same id. */
  `create function ledger.transfer(
      p_key text, p_debit bigint, p_credit bigint, p_amount bigint, p_kind text, p_group uuid, p_note text default '')
    returns bigint language plpgsql as $$
    declare new_id bigint; earlier ledger.transfer;
    begin
      if p_amount is null or p_amount <= 0 then raise exception 'amount must be positive' using errcode = 'OT400'; end if;
      insert into ledger.transfer(group_id, key, debit, credit, amount, kind, note)
        values (p_group, p_key, p_debit, p_credit, p_amount, p_kind, p_note)
        on conflict (key, position) do nothing returning id into new_id;
      if new_id is null then
        select * into strict earlier from ledger.transfer where key = p_key and position = 0;
        if (earlier.debit, earlier.credit, earlier.amount, earlier.kind) is distinct from (p_debit, p_credit, p_amount, p_kind) then
          raise exception 'key % was used with other parameters', p_key using errcode = 'OT409';
        end if;
        return earlier.id;
      end if;
      if p_debit < p_credit then
        perform ledger.adjust(p_debit, -p_amount, 0);
        perform ledger.adjust(p_credit, p_amount, 0);
      else
        perform ledger.adjust(p_credit, p_amount, 0);
        perform ledger.adjust(p_debit, -p_amount, 0);
      end if;
      return new_id;
    end $$`,

  /** Sets tokens of one wallet aside; the hold's id. The same key with the same parameters answers the same id. */
  `create function ledger.open_hold(
      p_key text, p_account bigint, p_amount bigint, p_ttl interval, p_group uuid, p_note text default '')
    returns bigint language plpgsql as $$
    declare new_id bigint; earlier ledger.hold;
    begin
      if p_amount is null or p_amount <= 0 then raise exception 'amount must be positive' using errcode = 'OT400'; end if;
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

  /**
   * Pays \`p_amount\` of a hold, p_shares[i] to p_credits[i], and gives the rest back. True when it was
   * open, false when the same amount was captured before.
   */
  `create function ledger.capture_hold(p_hold bigint, p_amount bigint, p_credits bigint[], p_shares bigint[])
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
      update ledger.hold set state = 'captured', captured = p_amount,
        closed_at = clock_timestamp(), closed_entry = nextval('ledger.entry') where id = p_hold;
      insert into ledger.transfer(group_id, key, position, debit, credit, amount, kind, hold_id, note)
        select h.group_id, 'capture:' || p_hold, row_number() over (order by u.nth), h.account, u.credit, u.share, 'capture', p_hold, h.note
        from unnest(p_credits, p_shares) with ordinality as u(credit, share, nth) where u.share > 0;
      for touched in
        select id, sum(posted)::bigint as posted, sum(held)::bigint as held from (
          select h.account as id, -p_amount as posted, -h.amount as held
          union all select c, s, 0 from unnest(p_credits, p_shares) as u(c, s) where s > 0) moves
        group by id order by id
      loop perform ledger.adjust(touched.id, touched.posted, touched.held); end loop;
      return true;
    end $$`,

  /** Gives a whole hold back. True when it was open, false when it was already given back. */
  `create function ledger.void_hold(p_hold bigint, p_state text default 'voided') returns boolean language plpgsql as $$
    declare h ledger.hold;
    begin
      if p_state not in ('voided', 'expired') then raise exception 'void or expire' using errcode = 'OT400'; end if;
      select * into h from ledger.hold where id = p_hold for no key update;
      if not found then raise exception 'no hold %', p_hold using errcode = 'OT404'; end if;
      if h.state in ('voided', 'expired') then return false; end if;
      if h.state <> 'open' then raise exception 'hold % is already %', p_hold, h.state using errcode = 'OT409'; end if;
      update ledger.hold set state = p_state, closed_at = clock_timestamp(), closed_entry = nextval('ledger.entry') where id = p_hold;
      perform ledger.adjust(h.account, 0, -h.amount);
      return true;
    end $$`,

  /** What changed \`available\` for a member, one row an effect. Sums to paid + promo - held. */
  `create view ledger.movement as
    select a.owner_id, t.group_id, t.kind, t.id as entry, t.amount, t.note, t.at
      from ledger.transfer t join ledger.account a on a.id = t.credit
      where a.kind in ('wallet_paid','wallet_promo') and t.hold_id is null
    union all
    select a.owner_id, t.group_id, t.kind, t.id, -t.amount, t.note, t.at
      from ledger.transfer t join ledger.account a on a.id = t.debit
      where a.kind in ('wallet_paid','wallet_promo') and t.hold_id is null
    union all
    select a.owner_id, h.group_id, 'hold', h.id, -h.amount, h.note, h.at
      from ledger.hold h join ledger.account a on a.id = h.account
    union all
    select a.owner_id, h.group_id,
        case h.state when 'captured' then 'capture' when 'voided' then 'void' else 'expiry' end,
        h.closed_entry, h.amount - h.captured, h.note, h.closed_at
      from ledger.hold h join ledger.account a on a.id = h.account where h.state <> 'open'`,

  // Fees paid with promo tokens go to the platform, so its share may exceed its line of the quote.
  `alter table revenue_split drop constraint revenue_split_check`,
  `alter table revenue_split add constraint revenue_split_amount check (amount >= 0)`,
];
