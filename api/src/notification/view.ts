import type { Selectable } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Notification } from '@oto/schema/contract/notification';
import type { Person } from '@oto/schema/contract/social';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Trx } from '../deps.ts';

export type NotificationRow = Selectable<Tables['notification']>;

/** Notifications as their member sees them, in the order given. Somebody who has left is nobody. */
export async function notificationViews(db: Db | Trx, rows: readonly NotificationRow[]): Promise<readonly Notification[]> {
  const actors = await peopleOf(
    db,
    rows.flatMap((row) => row.actor_id ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.created_at.toISOString(),
    about: row.about,
    kind: row.kind,
    title: row.title,
    creation: idOrNull(row.creation_id),
    job: idOrNull(row.job_id),
    actor: (row.actor_id === null ? undefined : actors.get(row.actor_id)) ?? null,
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

async function peopleOf(db: Db | Trx, uuids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  if (uuids.length === 0) return new Map();
  const rows = await db
    .selectFrom('member')
    .select(['id', 'name', 'handle'])
    .where('id', 'in', [...new Set(uuids)])
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, name, handle }) => [id, { id: idFromUuid(id), name, handle }]));
}
