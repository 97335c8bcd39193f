import { z } from 'zod';
import { IdText, Instant, KindText } from './common.ts';
import { Person } from './social.ts';

/** Something that happened to what is mine while I may have looked away. */
export const Notification = z.object({
  /** Rises with time. */
  id: z.string(),
  at: Instant,
  about: z.enum([
    'done',
    'failed',
    'partly',
    'appeal',
    'forked',
    'liked',
    'commented',
    'answered',
    'mentioned',
    'followed',
    'featured',
    'sponsored',
    'statement',
    'report',
  ]),
  kind: KindText.nullable(),
  /** The creation's title, or the first words of what was asked. */
  title: z.string(),
  creation: IdText.nullable(),
  job: IdText.nullable(),
  /** Who did it, where somebody did; `more` others did the same since it was last read. */
  actor: Person.nullable(),
  more: z.int().min(0),
  /** The agent it is about, where it is about one. */
  agent: IdText.nullable(),
  comment: IdText.nullable(),
  /** An error code for `failed` and `partly`, the decision for `appeal`. */
  code: z.string().nullable(),
  read: z.boolean(),
});
export type Notification = z.infer<typeof Notification>;

/** GET /api/notifications -> {notifications: 50 newest, unread}; POST /api/notifications/read {upTo} -> {unread}. */
export const Notifications = z.object({ notifications: z.array(Notification), unread: z.int() });
export const ReadRequest = z.object({ upTo: z.string().regex(/^\d{1,18}$/) });

/** GET and PUT /api/notifications/settings. Both ways are off until asked for. */
export const NotificationSettings = z.object({ push: z.boolean(), email: z.boolean() });
export const NotificationOffer = NotificationSettings.extend({
  /** The server's VAPID public key; null when Web Push is not configured. */
  pushKey: z.string().nullable(),
  emailAvailable: z.boolean(),
});
export type NotificationOffer = z.infer<typeof NotificationOffer>;

/** PUT /api/notifications/push, DELETE with {endpoint}: this browser, as PushManager gives it. */
export const PushSubscription = z.object({
  endpoint: z.url().max(1000),
  keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
});
export type PushSubscription = z.infer<typeof PushSubscription>;

/** What the service worker is sent: words in the person's language, nothing else. */
export const PushMessage = z.object({ title: z.string(), body: z.string(), url: z.string(), tag: z.string() });
export type PushMessage = z.infer<typeof PushMessage>;
