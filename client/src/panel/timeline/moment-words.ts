import type { HistoryMoment } from '@oto/schema/contract/history';
import type { CountStem, Language } from '../../i18n/language.ts';

type Words = Pick<Language, 't' | 'count' | 'format'>;

/** Who changed what, in one sentence: "Ana moved 3 notes and tied a string". */
export function momentSentence(words: Words, moment: HistoryMoment): string {
  const deeds = deedsOf(moment).map(([stem, n]) => words.count(stem, n));
  return words.t('moment.by', {
    name: moment.by?.name ?? words.t('moment.board'),
    deeds: deeds.length === 0 ? words.t('moment.something') : words.format().list(deeds),
  });
}

function deedsOf(moment: HistoryMoment): readonly (readonly [CountStem, number])[] {
  const all: readonly (readonly [CountStem, number])[] = [
    ['moment.pinned', moment.pinned.length],
    ['moment.moved', moment.moved.length],
    ['moment.unpinned', moment.unpinned],
    ['moment.tied', moment.tied.length],
    ['moment.retied', moment.retied.length],
    ['moment.cut', moment.cut.length],
  ];
  return all.filter(([, n]) => n > 0);
}
