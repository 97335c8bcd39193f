import type { Notification } from '@oto/schema/contract/notification';

/** What the inbox shows, newest first, and how many of all are unread. */
export type News = { readonly notifications: readonly Notification[]; readonly unread: number };

/** As many as the server sends. */
const KEPT = 50;

/** One more, as an event brings it; the same one twice changes only what is known of it. */
export function addNews(news: News, one: Notification, unread: number): News {
  const others = news.notifications.filter((known) => known.id !== one.id);
  const notifications = [one, ...others].toSorted((a, b) => Number(BigInt(b.id) - BigInt(a.id))).slice(0, KEPT);
  return { notifications, unread };
}

/** All up to `upTo`, an id, are read. */
export function readUpTo(news: News, upTo: string, unread: number): News {
  const last = BigInt(upTo);
  return { notifications: news.notifications.map((one) => (BigInt(one.id) <= last ? { ...one, read: true } : one)), unread };
}

/** Where a press leads. */
export type Leads = { readonly to: 'note'; readonly id: NonNullable<Notification['creation']> } | { readonly to: 'tray' | 'appeals' };

export function leadsTo(one: Notification): Leads {
  if (one.about === 'appeal') return { to: 'appeals' };
  // What failed left no note to open; its job lies in the tray.
  return one.about !== 'failed' && one.creation !== null ? { to: 'note', id: one.creation } : { to: 'tray' };
}

/** The address of a small picture of it; null where there is none to show. */
export function pictureOf(one: Notification): string | null {
  const drawn = one.kind === 'image' || one.kind === 'video';
  return drawn && one.creation !== null && (one.about === 'done' || one.about === 'partly') ? `/media/${one.creation}/thumb` : null;
}
