import type pg from 'pg';

export type Books = { readonly expected: number; readonly made: number; readonly wrong: number; readonly forgedKept: number };

/**
 * What should have been given, told by the stand-in's own objects and by what was ordered; and what the ledger gave. Wrong
 * are purchases with another number of transfers than they should have, another amount, or another member's wallet.
 */
export async function readBooks(pool: pg.Pool): Promise<Books> {
  const { rows } = await pool.query<{ expected: number; made: number; wrong: number; forged: number }>(`
    with due as (
      select p.id, p.member_id, p.tokens,
        coalesce(s.body ->> 'payment_status' = 'paid' and (s.body ->> 'amount_total')::int = p.cents and s.body ->> 'currency' = p.currency
          and s.body ->> 'customer' = c.customer_id, false) as paid
      from purchase p left join test_payment s on s.type = 'checkout.session' and s.id = p.session_id
        left join stripe_customer c on c.member_id = p.member_id
    ), given as (
      select d.id, d.paid, count(t.id)::int as transfers,
        count(t.id) filter (where t.amount <> d.tokens or a.owner_id <> d.member_id or a.kind <> 'wallet_paid')::int as astray
      from due d left join ledger.transfer t on t.kind = 'purchase' and t.group_id = d.id left join ledger.account a on a.id = t.credit
      group by d.id, d.paid
    )
    select count(*) filter (where paid)::int as expected,
      (select count(*)::int from ledger.transfer where kind = 'purchase') as made,
      count(*) filter (where transfers <> (case when paid then 1 else 0 end) or astray > 0)::int as wrong,
      (select count(*)::int from stripe_event where id like 'evt_forged%') as forged
    from given`);
  const [row] = rows;
  if (!row) throw new Error('no books');
  return { expected: row.expected, made: row.made, wrong: row.wrong, forgedKept: row.forged };
}
