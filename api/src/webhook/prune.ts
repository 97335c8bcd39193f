import { sql } from 'kysely';
import type { Deps } from '../deps.ts';

const KEPT_DAYS = 30;

/** Forgets what was told, or could not be, long ago; and endpoints that were removed, once nothing names them. */
export async function pruneWebhooks({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000);
  await db.deleteFrom('webhook_delivery').where('created_at', '<', before).execute();
  await sql`
    delete from webhook_event v where created_at < ${before}
      and not exists (select from webhook_delivery d where d.event_id = v.id)`.execute(db);
  // A fact that saw it before it was removed has long been written down.
  await sql`
    delete from webhook_endpoint e where deleted_at < ${before}
      and not exists (select from webhook_delivery d where d.endpoint_id = e.id)`.execute(db);
}
