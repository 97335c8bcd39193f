import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import { GONE_COLOUR } from '@oto/schema/board/palette';
import type { NoteRecord } from '@oto/schema/board/record';
import type { Card } from '@oto/schema/contract/card';
import { lastWords, noteView, type NoteFacts } from './note-view.ts';

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

test('what was taken down is plain grey paper, whatever was known of it', () => {
  for (const k of ['text', 'image', 'video', 'voice'] as const) {
    const { title, excerpt, thumbUrl, peaks, durationMs, subtitle, colour } = noteView(facts({ k, x: 1 }));
    expect([title, excerpt, thumbUrl, peaks, durationMs, subtitle]).toEqual(['', undefined, undefined, undefined, undefined, undefined]);
    expect(colour).toBe(GONE_COLOUR);
  }
});

test('an agent is larger, and says what it makes', () => {
  expect(noteView(facts({ k: 'agent', g: 'image' }))).toMatchObject({ size: 240, agentKind: 'image', subtitle: '', excerpt: '« la mer »' });
});

test('a ghost speaks the person’s language; an outside engine’s own word stays', () => {
  const job = newId();
  expect(noteView(facts({ j: job })).ghost).toEqual({ pct: 0, phase: 'en attente' });
  expect(noteView(facts({ j: job }, { work: { phase: 'painting', pct: 12, n: 0, text: 'il' } })).ghost).toEqual({
    pct: 12,
    phase: 'peinture',
    text: 'il',
  });
  expect(noteView(facts({ j: job }, { work: { phase: 'denoise', pct: 50, n: 0 } })).ghost?.phase).toBe('denoise');
});

test('what people made of it is shown, and not on what was taken down', () => {
  const counts = { likes: 3, comments: 1, votes: 0 };
  const of = (record: Partial<NoteRecord>) => {
    const of = facts(record);
    return noteView({ ...of, card: of.card && { ...of.card, counts } }).counts;
  };
  expect(of({})).toEqual(counts);
  expect(of({ x: 1 })).toBeUndefined();
  expect(noteView(facts({})).counts).toBeUndefined();
});

test('a ghost shows the newest preview, and so does the note that lands until its own picture is known', () => {
  const work = { phase: 'painting', pct: 60, n: 3 };
  const of = (record: Partial<NoteRecord>, over: Partial<NoteFacts> = {}) =>
    noteView(facts({ k: 'image', ...record }, { work, card: undefined, ...over })).thumbUrl;
  expect(of({ j: newId() })).toMatch(/^\/media\/ghost\/[\w-]{22}\?n=3$/);
  expect(of({})).toMatch(/^\/media\/ghost\//);
  expect(of({ j: newId() }, { work: { ...work, n: 0 } })).toBeUndefined();
  expect(of({ k: 'text', j: newId() })).toBeUndefined();
});

test('of a text that is being written its last words are shown, whole', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 80 }), (text) => {
      const shown = lastWords(text);
      expect(shown.length).toBeLessThanOrEqual(86);
      expect(text.endsWith(shown.replace(/^… /u, ''))).toBe(true);
      expect(shown.startsWith('… ')).toBe(text.length > 84);
      expect(text.split(' ')).toContain(shown.replace(/^… /u, '').split(' ')[0]);
    }),
    { seed: 77, numRuns: 100 },
  );
});
