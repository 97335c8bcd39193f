import type { Deps } from '../deps.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 90;
/** What could not be sent for so long is no news. */
const DELIVERY_DAYS = 2;

/** Deletes notifications, and what was never sent of them, that are too old to tell anybody; and streams long gone. */
export async function pruneNotifications({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS);
  await db.deleteFrom('notification').where('created_at', '<', before(KEPT_DAYS)).execute();
  await db.deleteFrom('notification_delivery').where('due_at', '<', before(DELIVERY_DAYS)).execute();
  await db.deleteFrom('open_stream').where('until', '<', now()).execute();
}
