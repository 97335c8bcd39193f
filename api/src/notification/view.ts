import type { Selectable } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Notification } from '@oto/schema/contract/notification';
import type { Person } from '@oto/schema/contract/social';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Trx } from '../deps.ts';

export type NotificationRow = Selectable<Tables['notification']>;

/** Notifications as their member sees them, in the order given. Who has left, was hidden or is blocked by the member is nobody. */
export async function notificationViews(db: Db | Trx, rows: readonly NotificationRow[]): Promise<readonly Notification[]> {
  const actors = await actorsOf(db, rows);
  return rows.map((row) => ({
    id: row.id,
    at: row.created_at.toISOString(),
    about: row.about,
    kind: row.kind,
    title: row.title,
    creation: idOrNull(row.creation_id),
    job: idOrNull(row.job_id),
    actor: actors.get(row.id) ?? null,
    more: row.more,
    agent: idOrNull(row.agent_id),
    comment: idOrNull(row.comment_id),
    code: row.code,
    read: row.read_at !== null,
  }));
}

function idOrNull(uuid: string | null): Notification['creation'] {
  return uuid === null ? null : idFromUuid(uuid);
}

/** By notification. */
async function actorsOf(db: Db | Trx, rows: readonly NotificationRow[]): Promise<ReadonlyMap<string, Person>> {
  const named = rows.flatMap(({ id, actor_id }) => (actor_id === null ? [] : [id]));
  if (named.length === 0) return new Map();
  const people = await db
    .selectFrom('notification')
    .innerJoin('member', 'member.id', 'notification.actor_id')
    .leftJoin('block', (join) =>
      join.onRef('block.member_id', '=', 'notification.member_id').onRef('block.blocked_id', '=', 'notification.actor_id'),
    )
    .select(['notification.id as news', 'member.id', 'member.name', 'member.handle'])
    .where('notification.id', 'in', named)
    .where('member.deleted_at', 'is', null)
    .where('member.hidden_at', 'is', null)
    .where('block.blocked_id', 'is', null)
    .execute();
  return new Map(people.map(({ news, id, name, handle }) => [news, { id: idFromUuid(id), name, handle }]));
}
