import type { Selectable } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Notification } from '@oto/schema/contract/notification';
import type { Tables } from '@oto/schema/db/tables';

export type NotificationRow = Selectable<Tables['notification']>;

/** A notification as its member sees it. */
export function notificationView(row: NotificationRow): Notification {
  return {
    id: row.id,
    at: row.created_at.toISOString(),
    about: row.about,
    kind: row.kind,
    title: row.title,
    creation: row.creation_id === null ? null : idFromUuid(row.creation_id),
    job: row.job_id === null ? null : idFromUuid(row.job_id),
    code: row.code,
    read: row.read_at !== null,
  };
}
