import { sql } from 'kysely';
import type { Trx } from '../deps.ts';
import type { Gone } from './proportion.ts';

/** Refunds of a purchase (uuid) that have not failed and disputes that are not won: what went back, or is on its way. */
export async function goneOf(trx: Trx, purchaseUuid: string): Promise<Gone> {
  const { rows } = await sql<{ tokens: string; cents: string }>`
    select coalesce(sum(tokens), 0) as tokens, coalesce(sum(cents), 0) as cents from (
      select tokens, cents from refund where purchase_id = ${purchaseUuid}::uuid and state <> 'failed'
      union all
      select tokens, cents from dispute where purchase_id = ${purchaseUuid}::uuid and state <> 'won'
    ) back`.execute(trx);
  return { tokens: Number(rows[0]?.tokens ?? 0), cents: Number(rows[0]?.cents ?? 0) };
}
