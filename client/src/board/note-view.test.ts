import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { NoteRecord } from '@oto/schema/board/record';
import type { Card } from '@oto/schema/contract/card';
import { noteView, type NoteFacts } from './note-view.ts';

const id = newId();
const author = { id: newId(), name: 'Ada', handle: 'ada' };
const card: Card = {
  id,
  type: 'creation',
  kind: 'voice',
  title: 'Mer',
  excerpt: 'la mer',
  author,
  lang: 'fr',
  trained: true,
  durationMs: 67_400,
  peaks: [0, 1],
  thumb: '/media/x/thumb?r=1',
  createdAt: '2026-01-01T00:00:00Z',
};
const facts = (record: Partial<NoteRecord>, more: Partial<NoteFacts> = {}): NoteFacts => ({
  id,
  record: { v: 1, k: 'voice', s: [0, 0, 0], o: author.id, ...record },
  place: undefined,
  plot: { x: 0, y: 0 },
  card,
  work: undefined,
  offset: undefined,
  lang: 'fr',
  ...more,
});

test('a voice shows its wave and its length', () => {
  expect(noteView(facts({}))).toMatchObject({ title: 'Mer', peaks: [0, 1], subtitle: '1:07', durationMs: 67_400, colour: '#F8A4C4' });
});

test('an image shows its picture, a text its first words', () => {
  expect(noteView(facts({ k: 'image' }))).toMatchObject({ thumbUrl: '/media/x/thumb?r=1' });
  expect(noteView(facts({ k: 'text' }))).toMatchObject({ excerpt: 'la mer' });
});

test('an agent is larger, and says what it makes', () => {
  expect(noteView(facts({ k: 'agent', g: 'image' }))).toMatchObject({ size: 240, agentKind: 'image', subtitle: '', excerpt: '« la mer »' });
});

test('a ghost speaks the person’s language; an outside engine’s own word stays', () => {
  const job = newId();
  expect(noteView(facts({ j: job })).ghost).toEqual({ pct: 0, phase: 'en attente' });
  expect(noteView(facts({ j: job }, { work: { phase: 'painting', pct: 12, text: 'il' } })).ghost).toEqual({
    pct: 12,
    phase: 'peinture',
    text: 'il',
  });
  expect(noteView(facts({ j: job }, { work: { phase: 'denoise', pct: 50 } })).ghost?.phase).toBe('denoise');
});
