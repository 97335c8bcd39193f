import { sql, type Insertable } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Trx } from '../deps.ts';
import { recordEvent } from '../event/record.ts';
import { notificationViews, type NotificationRow } from './view.ts';

/**
 * Writes a notification down, tells the member's open streams of it, and queues the ways they asked for. Who has left
 * is told nothing: what they made may stay, and people still have to do with it.
 * Whatever else the transaction tells others must have been recorded before: see recordEvent.
 */
export async function notify(trx: Trx, now: Date, news: Omit<Insertable<Tables['notification']>, 'created_at'>): Promise<void> {
  const there = await trx
    .selectFrom('member')
    .select('id')
    .where('id', '=', news.member_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!there) return;
  const row = await trx
    .insertInto('notification')
    .values({ ...news, created_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
  const queued = await trx
    .insertInto('notification_delivery')
    .columns(['notification_id', 'way', 'target', 'due_at'])
    .expression((eb) =>
      eb
        .selectFrom('push_subscription')
        .innerJoin('notification_setting', 'notification_setting.member_id', 'push_subscription.member_id')
        .select([
          sql<string>`${row.id}::bigint`.as('id'),
          sql<'push' | 'email'>`'push'`.as('way'),
          'push_subscription.endpoint as target',
          sql<Date>`${now}::timestamptz`.as('due_at'),
        ])
        .where('push_subscription.member_id', '=', row.member_id)
        .where('notification_setting.push', '=', true)
        .unionAll(
          eb
            .selectFrom('notification_setting')
            .select([
              sql<string>`${row.id}::bigint`.as('id'),
              sql<'push' | 'email'>`'email'`.as('way'),
              sql<string>`''`.as('target'),
              sql<Date>`${now}::timestamptz`.as('due_at'),
            ])
            .where('member_id', '=', row.member_id)
            .where('email', '=', true),
        ),
    )
    .executeTakeFirst();
  if ((queued.numInsertedOrUpdatedRows ?? 0n) > 0n) await sql`select pg_notify('delivery', '')`.execute(trx);
  await tell(trx, now, row);
}

/** Tells the member's open streams of a notification that has changed; nothing is sent again. */
export async function retell(trx: Trx, now: Date, id: string): Promise<void> {
  await tell(trx, now, await trx.selectFrom('notification').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

async function tell(trx: Trx, now: Date, row: NotificationRow): Promise<void> {
  const unread = await unreadOf(trx, row.member_id);
  const [notification] = await notificationViews(trx, [row]);
  if (notification === undefined) throw new Error('a notification without a view');
  await recordEvent(trx, row.member_id, { type: 'notification', at: now.toISOString(), notification, unread });
}

export async function unreadOf(db: Db | Trx, memberUuid: string): Promise<number> {
  const { unread } = await db
    .selectFrom('notification')
    .select((eb) => eb.fn.countAll<string>().as('unread'))
    .where('member_id', '=', memberUuid)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(unread);
}
