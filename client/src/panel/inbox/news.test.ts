import { newId } from '@oto/schema/base/id';
import type { Notification } from '@oto/schema/contract/notification';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addNews, leadsTo, pictureOf, readUpTo, type News } from './news.ts';

const note = (id: number | string, change: Partial<Notification> = {}): Notification => ({
  id: String(id),
  at: '2026-01-01T00:00:00.000Z',
  about: 'done',
  kind: 'image',
  actor: null,
  more: 0,
  agent: null,
  comment: null,
  title: 'Ciel',
  creation: newId(),
  job: newId(),
  code: null,
  read: false,
  ...change,
});

test('news stay newest first, each once, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 17n }), { maxLength: 80 }), (ids) => {
      let news: News = { notifications: [], unread: 0 };
      for (const id of ids) news = addNews(news, note(id.toString()), 1);
      const kept = news.notifications.map((one) => BigInt(one.id));
      expect(kept).toEqual([...new Set(ids)].toSorted((a, b) => Number(b - a)).slice(0, 50));
    }),
    { seed: 5, numRuns: 100 },
  );
});

test('reading up to one reads those before it, as numbers and not as words', () => {
  const news: News = { notifications: [note(12), note(9), note(2)], unread: 3 };
  const after = readUpTo(news, '9', 1);
  expect(after.notifications.map((one) => one.read)).toEqual([false, true, true]);
  expect(after.unread).toBe(1);
});

test('each leads where there is something to see', () => {
  const one = note(1);
  expect(leadsTo(one)).toEqual({ to: 'note', id: one.creation });
  expect(leadsTo({ ...one, about: 'partly' })).toEqual({ to: 'note', id: one.creation });
  expect(leadsTo({ ...one, about: 'failed' })).toEqual({ to: 'tray' });
  expect(leadsTo({ ...one, creation: null })).toEqual({ to: 'tray' });
  expect(leadsTo({ ...one, about: 'appeal', code: 'allowed' })).toEqual({ to: 'appeals' });
  expect(leadsTo({ ...one, about: 'statement' })).toEqual({ to: 'decisions' });
});

test('what others did leads to where they did it, and to themselves', () => {
  const one = note(1);
  const comment = newId();
  const agent = newId();
  const actor = { id: newId(), name: 'Mara', handle: 'mara' };
  expect(leadsTo({ ...one, about: 'commented', comment })).toEqual({ to: 'place', id: one.creation, comment });
  expect(leadsTo({ ...one, about: 'liked', creation: null, agent })).toEqual({ to: 'place', id: agent, comment: null });
  expect(leadsTo({ ...one, about: 'liked', creation: null })).toEqual({ to: 'tray' });
  expect(leadsTo({ ...one, about: 'followed', actor })).toEqual({ to: 'profile', handle: 'mara' });
});

test('only what was drawn has a picture', () => {
  const one = note(1);
  expect(pictureOf(one)).toBe(`/media/${one.creation}/thumb`);
  expect(pictureOf({ ...one, kind: 'voice' })).toBeNull();
  expect(pictureOf({ ...one, about: 'failed' })).toBeNull();
  expect(pictureOf({ ...one, creation: null })).toBeNull();
});
