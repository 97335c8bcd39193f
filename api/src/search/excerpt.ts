import type { Marks } from '@oto/schema/contract/search';

/** Characters of an excerpt, about. */
const EXCERPT = 160;
/** Of them before the first word that was found. */
const BEFORE = 40;
const MARKS_MAX = 12;

/** Whether a word of a text, without accents, is what was looked for. */
export type Sought = (word: string) => boolean;

/** As words are compared: lower case, without accents and ligatures. */
export function plainWord(word: string): string {
  return word
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[œæßøđł]/g, (letter) => LETTERS[letter] ?? letter);
}

const LETTERS: { readonly [letter: string]: string } = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', đ: 'd', ł: 'l' };

/** Where the words that were looked for stand in a text. */
export function marksOf(text: string, sought: Sought): Marks {
  const marks: Marks = [];
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    if (sought(plainWord(word))) marks.push([index, index + word.length]);
    if (marks.length === MARKS_MAX) break;
  }
  return marks;
}

/** Words around the first that was found, of the first text that has any; the beginning of the first text when none has. */
export function excerptAround(texts: readonly string[], sought: Sought): { readonly excerpt: string; readonly marks: Marks } {
  const plain = texts.map((text) => text.replaceAll(/\s+/g, ' ').trim()).filter((text) => text !== '');
  const text = plain.find((one) => marksOf(one, sought).length > 0) ?? plain[0] ?? '';
  const first = marksOf(text, sought)[0]?.[0] ?? 0;
  const begin = first <= BEFORE * 2 ? 0 : afterSpace(text, first - BEFORE);
  const end = text.length <= begin + EXCERPT ? text.length : beforeSpace(text, begin + EXCERPT);
  const excerpt = `${begin > 0 ? '…' : ''}${text.slice(begin, end).trimEnd()}${end < text.length ? '…' : ''}`;
  return { excerpt, marks: marksOf(excerpt, sought) };
}

/** The begin of the word after `at`; never inside of a pair of surrogates. */
function afterSpace(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  return space === -1 || space - at > BEFORE ? whole(text, at) : space + 1;
}

function beforeSpace(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return at - space > BEFORE ? whole(text, at) : space;
}

function whole(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;
}
