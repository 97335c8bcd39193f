import { randomBytes } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import type { Event, Kept } from './objects.ts';

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

const PREFIX = {
  customer: 'cus_',
  'checkout.session': 'cs_test_',
  payment_intent: 'pi_',
  invoice: 'in_',
  refund: 're_',
  dispute: 'dp_',
  event: 'evt_',
} as const satisfies { readonly [type in Kept['object']]: string };

type OfType<T extends Kept['object']> = Extract<Kept, { readonly object: T }>;

/** Nobody guesses it: the address of a payment page is all one needs to pay there. */
export function newObjectId(type: Kept['object']): string {
  return PREFIX[type] + randomBytes(18).toString('base64url').replaceAll(/[-_]/g, '0');
}

export function newChargeId(): string {
  return `ch_${randomBytes(12).toString('hex')}`;
}

export async function put(db: Db | Trx, object: Kept, key: string | null = null): Promise<void> {
  await db
    .insertInto('test_payment')
    .values({ id: object.id, type: object.object, body: JSON.stringify(object), key })
    .execute();
}

export async function change<T extends Kept>(trx: Trx, object: T, changes: Partial<T>): Promise<T> {
  const changed = { ...object, ...changes };
  await trx
    .updateTable('test_payment')
    .set({ body: JSON.stringify(changed) })
    .where('id', '=', object.id)
    .execute();
  return changed;
}

/** `lock` keeps it from others until the transaction ends. */
export async function find<T extends Kept['object']>(db: Db | Trx, type: T, id: string, lock = false): Promise<OfType<T> | null> {
  const row = await db
    .selectFrom('test_payment')
    .select('body')
    .where('id', '=', id)
    .where('type', '=', type)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row ? (row.body as OfType<T>) : null;
}

/** Those whose member `field` is `value`, newest first. */
export async function listBy<T extends Kept['object']>(
  db: Db | Trx,
  type: T,
  field: keyof OfType<T> & string,
  value: string,
): Promise<readonly OfType<T>[]> {
  const rows = await db
    .selectFrom('test_payment')
    .select('body')
    .where('type', '=', type)
    .where(sql`body ->> ${sql.lit(field)}`, '=', value)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => row.body as OfType<T>);
}

export type EventPage = {
  readonly since: number;
  readonly types: readonly string[];
  readonly limit: number;
  readonly after: string | null;
};

/** Newest first, from `since` (Unix seconds) on. */
export async function listEvents(db: Db, { since, types, limit, after }: EventPage): Promise<readonly Event[]> {
  const rows = await db
    .selectFrom('test_payment')
    .select('body')
    .where('type', '=', 'event')
    .where('created_at', '>=', new Date(since * 1000))
    .$if(types.length > 0, (query) => query.where(sql<string>`body ->> 'type'`, 'in', types))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (select e.created_at, e.id from test_payment e where e.id = ${after})`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.body as Event);
}
