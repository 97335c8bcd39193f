import { dictionary as english } from '@zxcvbn-ts/language-en';
import { dictionary as french } from '@zxcvbn-ts/language-fr';
import { below, type Random } from '@oto/ops/world/draw';
import type { Lang } from '@oto/schema/base/lang';

/** Words as people use them: the most common first. */
const WORDS: { readonly [L in Lang]: readonly string[] } = {
  fr: wordsOf(french['wikipedia-fr'], french['commonWords-fr']),
  en: wordsOf(english['wikipedia-en'], english['commonWords-en']),
};
export const FIRST_NAMES: readonly string[] = [...new Set([...list(french['firstnames-fr']), ...list(english['firstnames-en'])])];
export const LAST_NAMES: readonly string[] = [...new Set([...list(french['lastnames-fr']), ...list(english['lastnames-en'])])];

/** A word by Zipf's law: the k-th most common is drawn in proportion to 1/k, roughly as languages do. */
export function wordBy(random: Random, lang: Lang): string {
  const words = WORDS[lang];
  return words[Math.min(words.length - 1, Math.floor(Math.exp(random() * Math.log(words.length + 1))) - 1)] ?? 'mot';
}

/** Words in a row; now and then one is misspelt, as people do. */
export function phrase(random: Random, lang: Lang, count: number, slips = 0): string {
  return Array.from({ length: count }, () => {
    const word = wordBy(random, lang);
    return random() < slips ? slip(random, word) : word;
  }).join(' ');
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** One letter dropped, doubled, changed, or swapped with the next; the first one stays, as it mostly does. */
export function slip(random: Random, word: string): string {
  const letters = Array.from(word);
  if (letters.length < 4) return word;
  const at = 1 + below(random, letters.length - 2);
  switch (below(random, 4)) {
    case 0:
      letters.splice(at, 1);
      break;
    case 1:
      letters.splice(at, 0, letters[at] ?? '');
      break;
    case 2:
      letters[at] = LETTERS[below(random, LETTERS.length)] ?? 'a';
      break;
    default:
      [letters[at], letters[at + 1]] = [letters[at + 1] ?? '', letters[at] ?? ''];
  }
  return letters.join('');
}

function list(words: readonly (string | number)[] | undefined): readonly string[] {
  return (words ?? []).map(String);
}

function wordsOf(...lists: readonly (readonly (string | number)[] | undefined)[]): readonly string[] {
  const all = lists.flatMap((words) => list(words)).filter((word) => /^\p{L}{2,24}$/u.test(word));
  return [...new Set(all)];
}
