import type { ColumnType, Generated } from 'kysely';
import type { Lang } from '../../base/lang.ts';
import type { Kind } from '../../board/kind.ts';
import type { Notification } from '../../contract/notification.ts';
import type { NoteType } from '../../contract/social.ts';
import type { Uuid, Instant, MaybeInstant, Json, Big, Day } from './column.ts';

/** What people have to do with each other, and what they are told. */
export type PeopleTables = {
  notification: {
    id: Big;
    member_id: Uuid;
    about: Notification['about'];
    kind: Kind | null;
    title: Generated<string>;
    code: string | null;
    creation_id: Uuid | null;
    job_id: Uuid | null;
    actor_id: ColumnType<Uuid | null, Uuid | null | undefined, Uuid | null>;
    comment_id: ColumnType<Uuid | null, Uuid | null | undefined, Uuid | null>;
    agent_id: ColumnType<Uuid | null, Uuid | null | undefined, Uuid | null>;
    more: Generated<number>;
    created_at: Instant;
    read_at: MaybeInstant;
    mailed_at: MaybeInstant;
  };
  notification_delivery: {
    notification_id: string;
    way: 'push' | 'email';
    target: Generated<string>;
    due_at: ColumnType<Date, Date | string, Date | string>;
    tries: Generated<number>;
  };
  notification_setting: { member_id: Uuid; push: Generated<boolean>; email: Generated<boolean> };
  open_stream: { id: Uuid; member_id: Uuid; until: ColumnType<Date, Date | string, Date | string> };
  push_subscription: { endpoint: string; member_id: Uuid; p256dh: string; auth: string; created_at: Instant };
  event: { id: Big; member_id: Uuid; body: Json<unknown>; created_at: Instant };
  note_like: { note_id: Uuid; note_type: NoteType; member_id: Uuid; created_at: Instant };
  /** `week`: the Monday, yyyy-mm-dd. */
  vote: { week: Day; creation_id: Uuid; member_id: Uuid; created_at: Instant };
  featured: { week: Day; position: number; creation_id: Uuid; votes: number };
  comment: {
    id: Uuid;
    note_id: Uuid;
    note_type: NoteType;
    thread_id: Uuid | null;
    author_id: Uuid;
    body: string;
    lang: Lang;
    /** Of the request that made it, one a member. */
    key: string;
    request_hash: string;
    created_at: Instant;
    edited_at: MaybeInstant;
    hidden_at: MaybeInstant;
    hidden_reason: ColumnType<string | null, string | null | undefined, string | null>;
    deleted_at: MaybeInstant;
    deleted_reason: ColumnType<string | null, string | null | undefined, string | null>;
  };
  comment_mention: { comment_id: Uuid; member_id: Uuid };
  note_count: {
    note_id: Uuid;
    likes: Generated<number>;
    comments: Generated<number>;
    votes: Generated<number>;
    week: ColumnType<string | null, string | null | undefined, string | null>;
    told: Generated<boolean>;
  };
  region_told: { plot_x: number; plot_y: number; told_at: Instant };
  follow: { follower_id: Uuid; member_id: Uuid; created_at: Instant };
  block: { member_id: Uuid; blocked_id: Uuid; created_at: Instant };
};
