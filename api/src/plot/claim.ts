import type { Plot } from '@oto/schema/geometry/lattice';
import type { Trx } from '../deps.ts';
import { colourOf } from '../identity/member-colour.ts';
import { emitFact } from '../outbox/emit.ts';
import { claimFact } from './atlas-record.ts';

/**
 * Claims the first free plot of `candidates` for the owner, as their next ordinal, and queues the
 * `claim` fact. The primary key decides between two claimants: the later waits for the earlier to
 * commit and then takes the next candidate. Null when every candidate is taken.
 */
export async function claimFirst(trx: Trx, ownerUuid: string, candidates: Iterable<Plot>): Promise<Plot | null> {
  const { last } = await trx
    .selectFrom('plot')
    .select((eb) => eb.fn.max('ordinal').as('last'))
    .where('owner_id', '=', ownerUuid)
    .executeTakeFirstOrThrow();
  for (const { x, y } of candidates) {
    const row = await trx
      .insertInto('plot')
      .values({ x, y, owner_id: ownerUuid, ordinal: (last ?? -1) + 1, tint: colourOf(ownerUuid) })
      .onConflict((conflict) => conflict.columns(['x', 'y']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) {
      await emitFact(trx, claimFact(row));
      return { x, y };
    }
  }
  return null;
}
