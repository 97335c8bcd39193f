import { sql } from 'kysely';
import type { Policy } from '@oto/schema/board/record';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Trx } from '../deps.ts';
import { colourOf } from '../identity/member-colour.ts';
import { emitFact } from '../outbox/emit.ts';
import { claimFact } from './atlas-record.ts';

/**
 * Age from which a member's new plots begin open to everyone. A younger account's begin for its owner and
 * whoever they invite, their home among them: nobody's first post-its are moved by strangers before they
 * know that this is possible. The owner opens or closes a plot whenever they like; age never changes one.
 */
const OPEN_AFTER_HOURS = 24;

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
  const policy = await firstPolicy(trx, ownerUuid);
  for (const { x, y } of candidates) {
    const row = await trx
      .insertInto('plot')
      .values({ x, y, owner_id: ownerUuid, ordinal: (last ?? -1) + 1, tint: colourOf(ownerUuid), policy })
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

async function firstPolicy(trx: Trx, ownerUuid: string): Promise<Policy> {
  const owner = await trx
    .selectFrom('member')
    .select(sql<boolean>`created_at <= now() - make_interval(hours => ${OPEN_AFTER_HOURS})`.as('known'))
    .where('id', '=', ownerUuid)
    .executeTakeFirstOrThrow();
  return owner.known ? 'open' : 'invited';
}
