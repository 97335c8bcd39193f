import { createHash } from 'node:crypto';
import { idFromUuid } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { shopOf } from './payments.ts';
import { isMissing } from './stripe-call.ts';

type Known = Pick<Deps, 'db' | 'payments'>;

/**
 * Does `work` with the member's customer at Stripe. One that Stripe does not know, as after a change of keys, is made
 * anew, once.
 */
export async function withCustomer<T>(deps: Known, memberUuid: string, work: (customer: string) => Promise<T>): Promise<T> {
  const customer = await customerOf(deps, memberUuid, null);
  try {
    return await work(customer);
  } catch (error) {
    if (!isMissing(error, 'customer')) throw error;
    return work(await customerOf(deps, memberUuid, customer));
  }
}

/** Made when there is none, or none but `lost`. One member has one, however often it is asked for at once. */
function customerOf(deps: Known, memberUuid: string, lost: string | null): Promise<string> {
  return deps.payments.once(`customer:${memberUuid}:${lost ?? ''}`, () => findOrMake(deps, memberUuid, lost));
}

async function findOrMake(deps: Known, memberUuid: string, lost: string | null): Promise<string> {
  const known = await find(deps, memberUuid);
  if (known !== null && known !== lost) return known;
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
  const hash = createHash('sha256')
    .update(JSON.stringify([wanted, lost]))
    .digest('hex')
    .slice(0, 16);
  const made = await shopOf(deps).stripe.customers.create(wanted, { idempotencyKey: `customer:${memberUuid}:${hash}` });
  await deps.db
    .insertInto('stripe_customer')
    .values({ member_id: memberUuid, customer_id: made.id })
    .onConflict((conflict) =>
      conflict.column('member_id').doUpdateSet({ customer_id: made.id }).where('stripe_customer.customer_id', '=', lost),
    )
    .execute();
  return (await find(deps, memberUuid)) ?? made.id;
}

async function find({ db }: Known, memberUuid: string): Promise<string | null> {
  const row = await db.selectFrom('stripe_customer').select('customer_id').where('member_id', '=', memberUuid).executeTakeFirst();
  return row?.customer_id ?? null;
}
