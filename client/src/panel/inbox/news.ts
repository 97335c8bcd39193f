import type { Id } from '@oto/schema/base/id';
import type { Notification } from '@oto/schema/contract/notification';
import { atApi } from '../../api/origin.ts';

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
export type Leads =
  | { readonly to: 'note'; readonly id: Id }
  /** Somewhere on the board, maybe far away; `comment`: the one it is about. */
  | { readonly to: 'place'; readonly id: Id; readonly comment: Id | null }
  | { readonly to: 'profile'; readonly handle: string }
  | { readonly to: 'tray' | 'appeals' | 'decisions' };

export function leadsTo(one: Notification): Leads {
  const note = one.creation ?? one.agent;
  switch (one.about) {
    case 'appeal':
      return { to: 'appeals' };
    case 'statement':
    case 'report':
      return { to: 'decisions' };
    case 'failed':
      // It left no note to open; its job lies in the tray.
      return { to: 'tray' };
    case 'done':
    case 'partly':
      return one.creation === null ? { to: 'tray' } : { to: 'note', id: one.creation };
    case 'followed':
      return one.actor === null ? { to: 'tray' } : { to: 'profile', handle: one.actor.handle };
    case 'forked':
    case 'liked':
    case 'commented':
    case 'answered':
    case 'mentioned':
    case 'featured':
    case 'sponsored':
      return note === null ? { to: 'tray' } : { to: 'place', id: note, comment: one.comment };
    default:
      return one.about satisfies never;
  }
}

/** The address of a small picture of it; null where there is none to show. */
export function pictureOf(one: Notification): string | null {
  const drawn = one.kind === 'image' || one.kind === 'video';
  return drawn && one.creation !== null && (one.about === 'done' || one.about === 'partly') ? atApi(`/media/${one.creation}/thumb`) : null;
}
