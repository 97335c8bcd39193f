import { ENDINGS, type Form, type Word } from './vocabulary.ts';

/** Questions to the inverted index, as texts of a tsquery, and in what part of all entries their words are at most. */
export type Question = { readonly text: string; readonly share: number };
/** In the order of what they are worth: all words in the title, or anywhere; there whole, or the last as a beginning. */
export type Questions = {
  readonly titleWhole: Question;
  readonly titleBegun: Question;
  readonly textWhole: Question;
  readonly textBegun: Question;
};

export const and = (...parts: readonly string[]): string => parts.map((part) => `(${part})`).join(' & ');
export const or = (parts: readonly string[]): string => (parts.length === 0 ? NOTHING : parts.join(' | '));
export const tag = (name: string): string => `'#${name.replaceAll(/[^\w:-]/g, '')}'`;

/** Written by nobody. */
const NOTHING = `'#nothing'`;
/** Words asked for one by one; beyond, every one with this beginning is asked for, unless they are too common together. */
const ONE_BY_ONE = 24;
const BEGINNINGS_MAX = 150_000;

/** Words that must be found: those that say something, or all when none does. */
export function telling(words: readonly Word[]): readonly Word[] {
  const some = words.filter(({ isStop }) => !isStop);
  return some.length === 0 ? words : some;
}

/** Null when nothing is asked. `total`: entries there are. */
export function questionsOf(words: readonly Word[], total: number): Questions | null {
  const needed = telling(words);
  if (needed.length === 0) return null;
  const whole = needed.map((word) => ({ ...word, endings: [] }));
  const ask = (asked: readonly Word[], mark: '' | '^', count: (form: Form) => number): Question => ({
    text: and(...asked.map((word) => wordText(word, mark, count))),
    share: shareOf(asked, total, count),
  });
  return {
    titleWhole: ask(whole, '^', titlesOf),
    titleBegun: ask(needed, '^', titlesOf),
    textWhole: ask(whole, '', docsOf),
    textBegun: ask(needed, '', docsOf),
  };
}

const titlesOf = ({ titles }: Form): number => titles;
const docsOf = ({ docs }: Form): number => docs;

/** What a word may be found as; itself always, for it may have been written a moment ago. */
export function formsOf({ text, forms, endings, meant }: Word): readonly Form[] {
  const all = new Map([...forms, ...(meant?.forms ?? []), ...endings].map((form) => [form.word, form]));
  if (!all.has(text)) all.set(text, { word: text, docs: 0, titles: 0 });
  return [...all.values()];
}

function wordText(word: Word, mark: '' | '^', count: (form: Form) => number): string {
  const whole = formsOf({ ...word, endings: [] });
  const endings = word.endings.filter((form) => count(form) > 0);
  const common = endings.reduce((sum, form) => sum + count(form), 0);
  // The list of endings may have an end of its own, so that those left out are counted as none.
  if (endings.length > ONE_BY_ONE && common < BEGINNINGS_MAX && word.text.length > 2) {
    return or([`${lexeme(mark, word.text)}:*`, ...whole.map((form) => lexeme(mark, form.word))]);
  }
  return or([...whole, ...endings.slice(0, ONE_BY_ONE)].map((form) => lexeme(mark, form.word)));
}

function shareOf(words: readonly Word[], total: number, count: (form: Form) => number): number {
  return words.reduce((share, word) => {
    const unknown = word.endings.length >= ENDINGS ? 1 : 0;
    const found = formsOf(word).reduce((sum, form) => sum + count(form), 0) * (1 + unknown);
    return share * Math.min(1, found / Math.max(1, total));
  }, 1);
}

/** Quoted, whatever the vocabulary holds. */
function lexeme(mark: '' | '^', word: string): string {
  return `'${mark}${word.replaceAll(/['\\]/g, (sign) => sign + sign)}'`;
}
