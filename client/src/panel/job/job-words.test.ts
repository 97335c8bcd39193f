import { newId } from '@oto/schema/base/id';
import { ERRORS } from '@oto/schema/contract/errors';
import { FAILURES } from '@oto/schema/job/state';
import { expect, test } from 'vitest';
import type { LiveJob } from '../../api/live-jobs.ts';
import { en } from '../../i18n/en.ts';
import { createFormats } from '../../i18n/format.ts';
import { fr } from '../../i18n/fr.ts';
import type { Key } from '../../i18n/language.ts';
import { attemptOf, placeWords, refundWords, stepState, whyWords } from './job-words.ts';

function words(lang: 'fr' | 'en') {
  const format = createFormats(lang, 'UTC');
  const t = (key: Key, args: Readonly<Record<string, string | number>> = {}): string =>
    (lang === 'fr' ? fr : en)[key].replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(args[name]));
  return {
    t,
    format: () => format,
    lang: () => lang,
    count: (stem: string, n: number) => t(`${stem}.${format.plural(n)}` as Key, { n }),
  };
}

const job = (change: Partial<LiveJob>): LiveJob => ({
  id: newId(),
  creation: newId(),
  kind: 'video',
  state: 'failed',
  where: 'private',
  prompt: 'x',
  agents: [newId(), newId(), newId()],
  position: null,
  etaMs: null,
  pct: 0,
  phase: '',
  step: 0,
  attempt: 1,
  price: 15,
  charged: 0,
  kept: null,
  error: null,
  plot: null,
  createdAt: '',
  finishedAt: '',
  ...change,
});

test('nothing kept is nothing taken; what was kept says how many steps, what was taken and what came back', () => {
  expect(refundWords(words('fr'), job({}))).toBe('Rien n’a été débité : 15 jetons vous sont rendus.');
  expect(refundWords(words('fr'), job({ kept: 'image', charged: 6, step: 2 }))).toBe(
    'Les 2 premières étapes sont gardées dans votre bac : 6 jetons pris, 9 jetons rendus.',
  );
  expect(refundWords(words('en'), job({ kept: 'text', charged: 4, step: 2, delivered: 1 }))).toBe(
    'The first step is kept in your tray: 4 tokens taken, 11 tokens given back.',
  );
  expect(refundWords(words('en'), job({ state: 'succeeded', charged: 15 }))).toBe('15 tokens.');
});

test('every failure is told without the tokens, in both languages', () => {
  for (const lang of ['fr', 'en'] as const) {
    for (const code of FAILURES) {
      const told = whyWords(words(lang), job({ error: { code, message: '' } }));
      expect(told).not.toMatch(/jeton|token/i);
      expect(told).not.toBe('');
    }
    expect(whyWords(words(lang), job({ error: { code: 'prompt_refused', message: '' } }))).not.toBe('');
  }
  expect(whyWords(words('en'), job({ error: { code: 'no_engine', message: '' } }))).toBe(ERRORS.no_engine.en);
});

test('places in the queue and attempts count from one', () => {
  expect([0, 1, 2].map((ahead) => placeWords(words('fr'), ahead))).toEqual(['1re dans la file', '2e dans la file', '3e dans la file']);
  expect(placeWords(words('en'), 2)).toBe('3rd in the queue');
  expect([
    attemptOf({ state: 'queued', attempt: 0 }),
    attemptOf({ state: 'running', attempt: 1 }),
    attemptOf({ state: 'queued', attempt: 1 }),
  ]).toEqual([1, 1, 2]);
});

test('a step is done, under way, what failed, or to come', () => {
  const states = (change: Partial<LiveJob>) => [0, 1, 2].map((step) => stepState(job(change), step));
  expect(states({ state: 'queued' })).toEqual(['next', 'next', 'next']);
  expect(states({ state: 'queued', delivered: 1 })).toEqual(['done', 'next', 'next']);
  expect(states({ state: 'running', step: 1 })).toEqual(['done', 'now', 'next']);
  expect(states({ state: 'running', step: 0, delivered: 1 })).toEqual(['done', 'now', 'next']);
  expect(states({ step: 0, kept: 'text', charged: 3 })).toEqual(['done', 'failed', 'next']);
  expect(states({ step: 0 })).toEqual(['failed', 'next', 'next']);
  expect(states({ state: 'succeeded', step: 2 })).toEqual(['done', 'done', 'done']);
});
