import type { LedgerLawName } from '../ledger/law.ts';

/** A law of the ledger, as a query that must find nothing: account, expected and found of each fault. */
export type LedgerLaw = { readonly name: LedgerLawName; readonly law: string; readonly query: string };

const fault = (account: string, expected: string, found: string) =>
  `select ${account}::text as account, coalesce((${expected})::text, 'null') as expected, coalesce((${found})::text, 'null') as found`;

/** What a member's statement of one part of the wallet must end with. */
const WALLET: readonly (readonly [name: LedgerLawName, part: string, shown: string, lines: string])[] = [
  [
    'statement_available',
    'available',
    `sum(posted - held) filter (where kind in ('wallet_paid','wallet_promo'))`,
    `select (select coalesce(sum(amount), 0) from ledger.posting p where p.owner_id = w.owner_id
        and account in ('wallet_paid','wallet_promo') and hold_id is null)
      - (select coalesce(sum(held + paid), 0) from ledger.holding h where h.owner_id = w.owner_id)`,
  ],
  ['statement_held', 'held', `sum(held)`, `select coalesce(sum(held), 0) from ledger.holding h where h.owner_id = w.owner_id`],
  ...(
    [
      ['statement_paid', 'wallet_paid'],
      ['statement_promo', 'wallet_promo'],
      ['statement_earnings', 'earnings'],
      ['statement_debt', 'debt'],
    ] as const
  ).map(
    ([name, kind]) =>
      [
        name,
        kind,
        `sum(posted) filter (where kind = '${kind}')`,
        `select coalesce(sum(amount), 0) from ledger.posting p where p.owner_id = w.owner_id and account = '${kind}'`,
      ] as const,
  ),
];

/** Laws that hold at every moment, in whatever order and on how many connections the ledger is used. */
export const LEDGER_LAWS: readonly LedgerLaw[] = [
  {
    name: 'balance',
    law: 'a balance is the sum of its transfers',
    query: `${fault('a.id', 's.sum', 'a.posted')} from ledger.account a, lateral (select
      (select coalesce(sum(amount), 0) from ledger.transfer where credit = a.id)
      - (select coalesce(sum(amount), 0) from ledger.transfer where debit = a.id) as sum) s
      where a.owner_id is not null and a.posted <> s.sum`,
  },
  {
    name: 'holds',
    law: 'what is held is the sum of the open holds',
    query: `${fault('a.id', 's.sum', 'a.held')} from ledger.account a, lateral (
      select coalesce(sum(amount), 0) as sum from ledger.hold h where h.account = a.id and h.state = 'open') s where a.held <> s.sum`,
  },
  {
    name: 'floor',
    law: 'no wallet is below zero, no debt above it',
    query: `${fault('id', `case kind when 'debt' then '<= 0' else '>= 0' end`, 'posted - held')} from ledger.account
      where owner_id is not null and case kind when 'debt' then posted > 0 or held <> 0 else posted - held < 0 end`,
  },
  {
    name: 'capture',
    law: 'what a hold paid and what came back of it are the hold',
    query: `${fault('h.account', 's.sum', 'h.captured')} from ledger.hold h, lateral (
      select coalesce(sum(amount), 0) as sum from ledger.transfer t where t.hold_id = h.id) s
      where h.captured <> s.sum or h.captured > h.amount or (h.state <> 'captured' and s.sum <> 0)`,
  },
  {
    name: 'key',
    law: 'a key has one group',
    query: `${fault('key', '1', 'count(distinct group_id)')} from ledger.transfer group by key having count(distinct group_id) > 1`,
  },
  {
    name: 'lots',
    law: 'the gifts left in a promo wallet are its balance',
    query: `${fault('a.id', 'a.posted', 's.sum')} from ledger.account a, lateral (
      select coalesce(sum(amount - used), 0) as sum from ledger.promo_lot l where l.account = a.id) s
      where a.kind = 'wallet_promo' and a.posted <> s.sum`,
  },
  {
    name: 'zero',
    law: 'all accounts together are zero',
    query: `${fault(`'all'`, '0', 's.sum')} from (select
      (select coalesce(sum(posted), 0) from ledger.account where owner_id is not null)
      + (select coalesce(sum(t.amount), 0) from ledger.transfer t join ledger.account a on a.id = t.credit where a.owner_id is null)
      - (select coalesce(sum(t.amount), 0) from ledger.transfer t join ledger.account a on a.id = t.debit where a.owner_id is null) as sum) s
      where s.sum <> 0`,
  },
  ...WALLET.map(([name, part, shown, lines]) => ({
    name,
    law: `the lines of a statement explain the wallet: ${part}`,
    query: `${fault('w.owner_id', 'w.shown', 's.sum')} from (
      select owner_id, coalesce(${shown}, 0) as shown from ledger.account where owner_id is not null group by owner_id) w,
      lateral (select (${lines}) as sum) s where w.shown <> s.sum`,
  })),
  {
    name: 'job',
    law: 'a job costs what its holds paid',
    query: `${fault('j.id', 'j.charged', 's.sum')} from job j, lateral (
      select coalesce(sum(captured), 0) as sum from ledger.hold h where h.group_id = j.id) s
      where j.charged is not null and j.charged <> s.sum`,
  },
  {
    name: 'split',
    law: 'what each got of a job is together what it cost',
    query: `${fault('j.id', 'j.charged', 's.sum')} from job j, lateral (
      select coalesce(sum(amount), 0) as sum from revenue_split r where r.job_id = j.id) s
      where j.charged is not null and j.charged <> s.sum`,
  },
  {
    name: 'purchase',
    law: 'a purchase was granted once, and no other',
    query: `${fault('p.id', `case p.state when 'granted' then p.tokens else 0 end`, 's.sum')} from purchase p, lateral (
      select coalesce(sum(amount), 0) as sum from ledger.transfer t where t.key = 'purchase:' || p.id and t.kind = 'purchase') s
      where s.sum <> case p.state when 'granted' then p.tokens else 0 end`,
  },
  {
    name: 'jar',
    law: 'what is left of a gift, what jobs hold and spent of it, and what went back are the gift',
    query: `${fault('g.id', `case when g.state in ('spent', 'returned') then s.spent + s.held else g.tokens end`, 's.own + s.held + s.spent')}
      from jar_gift g, lateral (select
        (select coalesce(sum(amount), 0) from ledger.hold h where h.group_id = g.id and h.state = 'open') as own,
        coalesce(sum(held) filter (where spent is null), 0) as held, coalesce(sum(spent), 0) as spent,
        count(*) filter (where (spent is null) <> d.open or case when spent is null then held else spent end <> d.sum) as wrong
        from jar_spend p, lateral (select coalesce(bool_or(h.state = 'open'), false) as open,
          coalesce(sum(case when h.state = 'open' then h.amount else h.captured end), 0) as sum
          from ledger.hold h where h.key in ('jar:' || p.job_id || ':' || g.id || ':wallet_promo', 'jar:' || p.job_id || ':' || g.id || ':wallet_paid')) d
        where p.gift_id = g.id) s
      where s.spent <> g.spent or s.wrong > 0 or s.own + s.held + s.spent > g.tokens
        or case g.state when 'open' then s.own = 0 or s.own + s.held + s.spent <> g.tokens
          when 'spending' then s.own <> 0 or s.held = 0 or s.held + s.spent <> g.tokens
          when 'spent' then s.own <> 0 or s.spent <> g.tokens else s.own <> 0 end`,
  },
];
