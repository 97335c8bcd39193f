import { createHash } from 'node:crypto';
import { idFromUuid } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { shopOf } from './payments.ts';

/** The member's customer at Stripe, made when there is none. One member has one, however often it is asked for at once. */
export function customerOf(deps: Pick<Deps, 'db' | 'payments'>, memberUuid: string): Promise<string> {
  return deps.payments.once(`customer:${memberUuid}`, () => findOrMake(deps, memberUuid));
}

async function findOrMake(deps: Pick<Deps, 'db' | 'payments'>, memberUuid: string): Promise<string> {
  const known = await find(deps, memberUuid);
  if (known !== null) return known;
  const person = await deps.db
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.id')
    .select(['member.name', 'user.email', 'member.lang'])
    .where('member.id', '=', memberUuid)
    .executeTakeFirstOrThrow();
  const wanted = {
    name: person.name,
    email: person.email,
    preferred_locales: [person.lang],
    metadata: { member: idFromUuid(memberUuid) },
  };
  const hash = createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16);
  const made = await shopOf(deps).stripe.customers.create(wanted, { idempotencyKey: `customer:${memberUuid}:${hash}` });
  await deps.db
    .insertInto('stripe_customer')
    .values({ member_id: memberUuid, customer_id: made.id })
    .onConflict((conflict) => conflict.column('member_id').doNothing())
    .execute();
  return (await find(deps, memberUuid)) ?? made.id;
}

async function find({ db }: Pick<Deps, 'db'>, memberUuid: string): Promise<string | null> {
  const row = await db.selectFrom('stripe_customer').select('customer_id').where('member_id', '=', memberUuid).executeTakeFirst();
  return row?.customer_id ?? null;
}
