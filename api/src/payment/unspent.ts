import { sql } from 'kysely';
import type { Db, Trx } from '../deps.ts';

/**
 * What is left of each granted purchase of a member, in tokens, by its uuid. Tokens are spent in the order in which they
 * came, so what the wallet still has free belongs to what came last. Earnings count as they matured: they are never
 * given back as money.
 */
export async function unspentOf(db: Db | Trx, memberUuid: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ purchase: string; unspent: string }>`
    with wallet as (
      select id, posted - held as free from ledger.account where owner_id = ${memberUuid}::uuid and kind = 'wallet_paid'
    ), came as (
      select p.id as purchase, t.id as entry,
        greatest(0, p.tokens
          - (select coalesce(sum(r.tokens), 0) from refund r where r.purchase_id = p.id and r.state <> 'failed')
          - (select coalesce(sum(d.tokens), 0) from dispute d where d.purchase_id = p.id and d.state <> 'won')) as net
      from purchase p join ledger.transfer t on t.key = 'purchase:' || p.id and t.position = 0
      where p.member_id = ${memberUuid}::uuid and p.state = 'granted'
      union all
      select null, t.id, t.amount from ledger.transfer t join wallet w on t.credit = w.id where t.kind = 'earning'
    ), later as (
      select purchase, net, coalesce(sum(net) over (order by entry desc rows between unbounded preceding and 1 preceding), 0) as newer
      from came
    )
    select purchase, greatest(0, least(net, free - newer)) as unspent from later, wallet where purchase is not null`.execute(db);
  return new Map(rows.map((row) => [row.purchase, Number(row.unspent)]));
}
