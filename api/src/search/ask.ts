import type { Form, Word } from './vocabulary.ts';

/** A question to the inverted index, as the text of a tsquery, and in what part of all entries its words are at most. */
export type Question = { readonly text: string; readonly share: number };

export const and = (...parts: readonly string[]): string => parts.map((part) => `(${part})`).join(' & ');
export const or = (parts: readonly string[]): string => (parts.length === 0 ? NOTHING : parts.join(' | '));
export const tag = (name: string): string => `'#${name.replaceAll(/[^\w:-]/g, '')}'`;

/** Written by nobody. */
const NOTHING = `'#nothing'`;

/** Words that must be found: those that say something, or all when none does. */
export function telling(words: readonly Word[]): readonly Word[] {
  const some = words.filter(({ isStop }) => !isStop);
  return some.length === 0 ? words : some;
}

/**
 * Questions in the order of what they are worth: all words as typed in the title; all in the title; one there, all
 * anywhere; all anywhere. `total`: entries there are.
 */
export function questionsOf(words: readonly Word[], total: number): readonly Question[] {
  const needed = telling(words);
  if (needed.length === 0) return [];
  const inTitle = needed.map((word) => or(formsOf(word).map(({ word: one }) => lexeme('^', one))));
  const anywhere = needed.map((word) => or(formsOf(word).map(({ word: one }) => lexeme('', one))));
  const titled = shareOf(needed, total, ({ titles }) => titles);
  const written = shareOf(needed, total, ({ docs }) => docs);
  const literal = words.map((word) =>
    word.isBeginning ? or([word.text, ...word.forms.map((form) => form.word)].map((one) => lexeme('^', one))) : lexeme('^', word.text),
  );
  return [
    ...(words.length > 1 || needed.some(({ meant }) => meant !== null) ? [{ text: and(...literal), share: titled }] : []),
    { text: and(...inTitle), share: titled },
    ...(needed.length > 1 ? [{ text: and(or(inTitle.map((one) => `(${one})`)), ...anywhere), share: written }] : []),
    { text: and(...anywhere), share: written },
  ];
}

/** A word's forms with those of what was meant; itself always, for it may have been written a moment ago. */
export function formsOf({ text, forms, meant }: Word): readonly Form[] {
  const all = new Map([...forms, ...(meant?.forms ?? [])].map((form) => [form.word, form]));
  if (!all.has(text)) all.set(text, { word: text, docs: 0, titles: 0 });
  return [...all.values()];
}

function shareOf(words: readonly Word[], total: number, count: (form: Form) => number): number {
  return words.reduce(
    (share, word) => share * Math.min(1, formsOf(word).reduce((sum, form) => sum + count(form), 0) / Math.max(1, total)),
    1,
  );
}

/** Words are letters and digits alone. */
function lexeme(mark: '' | '^', word: string): string {
  return `'${mark}${word}'`;
}
