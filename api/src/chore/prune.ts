import { sql } from 'kysely';
import type { Deps } from '../deps.ts';
import { pruneFeedback } from '../feedback/forget.ts';
import { pruneInvitations, pruneSessions } from '../identity/prune.ts';
import { voidHolds } from '../ledger/job-holds.ts';
import { pruneLog } from '../log/prune.ts';
import { pruneMails } from '../mail/prune.ts';
import { pruneRefusals } from '../moderation/prune.ts';
import { pruneNotifications } from '../notification/prune.ts';
import { pruneSocial } from '../social/prune.ts';
import { pruneWaiting } from '../waiting-list/person.ts';
import { pruneWebhooks } from '../webhook/prune.ts';

const DAY_MS = 86_400_000;
/** How long what was only passing through is kept. */
const KEPT_DAYS = { event: 7, outbox: 7, upload: 2 } as const;

/** Deletes what has served: old events, delivered facts, previews, uploads whose job is long over, old notifications, refusals, mails, webhooks, sessions and invitations, people who waited, what they said of the product. */
export async function prune(deps: Deps): Promise<void> {
  const now = deps.now();
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await deps.db.deleteFrom('event').where('created_at', '<', before(KEPT_DAYS.event)).execute();
  await deps.db.deleteFrom('outbox').where('delivered_at', '<', before(KEPT_DAYS.outbox)).execute();
  await deps.db.deleteFrom('preview').where('expires_at', '<', now).execute();
  await deps.db.deleteFrom('upload').where('created_at', '<', before(KEPT_DAYS.upload)).execute();
  await pruneNotifications(deps);
  await pruneRefusals(deps);
  await pruneMails(deps);
  await pruneLog(deps);
  await pruneSessions(deps);
  await pruneSocial(deps);
  await pruneInvitations(deps);
  await pruneWaiting(deps);
  await pruneFeedback(deps);
  await pruneWebhooks(deps);
}

/** Gives back holds that outlived their time and whose job is over or never was: a net below the job's own endings. Gifts end by themselves. */
export async function expireHolds(deps: Deps): Promise<number> {
  const { rows } = await sql<{ group_id: string }>`
    select distinct h.group_id from ledger.hold h left join job j on j.id = h.group_id
    where h.state = 'open' and h.expires_at < ${deps.now()} and (j.id is null or j.state not in ('queued', 'running'))
      and not exists (select from jar_gift g where g.id = h.group_id)
      and not exists (select from refund r where r.hold_id = h.id and r.state = 'open')
    limit 100`.execute(deps.db);
  for (const { group_id } of rows) await deps.db.transaction().execute((trx) => voidHolds(trx, group_id, 'expired'));
  return rows.length;
}
