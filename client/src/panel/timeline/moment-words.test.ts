import { newId } from '@oto/schema/base/id';
import type { HistoryMoment } from '@oto/schema/contract/history';
import { createRoot } from 'solid-js';
import { resolveTemplate, translator } from '@solid-primitives/i18n';
import { expect, test } from 'vitest';
import { en } from '../../i18n/en.ts';
import { createFormats } from '../../i18n/format.ts';
import { fr } from '../../i18n/fr.ts';
import type { Key, Language, Translate } from '../../i18n/language.ts';
import { momentSentence } from './moment-words.ts';

function wordsIn(lang: 'fr' | 'en'): Pick<Language, 't' | 'count' | 'format'> {
  return createRoot(() => {
    const t: Translate = translator(() => (lang === 'fr' ? fr : en), resolveTemplate);
    const format = createFormats(lang);
    return { t, format: () => format, count: (stem, n) => t(`${stem}.${format.plural(n)}` as Key, { n: format.number(n) }) };
  });
}
const ids = (n: number) => Array.from({ length: n }, () => newId());
const nothing: HistoryMoment = { id: '1', at: 0, by: null, moved: [], pinned: [], unpinned: 0, tied: [], retied: [], cut: [] };
const ana = { id: newId(), name: 'Ana', handle: 'ana' };

test('who did what, in both languages', () => {
  const moment = { ...nothing, by: ana, moved: ids(3), tied: ids(1) };
  expect(momentSentence(wordsIn('fr'), moment)).toBe('Ana a déplacé 3 post-it et noué une ficelle');
  expect(momentSentence(wordsIn('en'), moment)).toBe('Ana moved 3 notes and tied a string');
});

test('several deeds are a list, and one is one', () => {
  const moment = { ...nothing, by: ana, moved: ids(1), retied: ids(2), cut: ids(1) };
  expect(momentSentence(wordsIn('fr'), moment)).toBe('Ana a déplacé un post-it, changé 2 ficelles et coupé une ficelle');
  expect(momentSentence(wordsIn('en'), moment)).toBe('Ana moved one note, changed 2 strings and cut a string');
});

test('the server has a name too, and an empty change has words', () => {
  expect(momentSentence(wordsIn('fr'), { ...nothing, pinned: ids(2) })).toBe('L’atelier a épinglé 2 post-it');
  expect(momentSentence(wordsIn('en'), { ...nothing, by: ana })).toBe('Ana changed something');
});
