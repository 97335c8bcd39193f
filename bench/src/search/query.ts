import { below, pick, type Random } from '@oto/ops/world/draw';
import type { Lang } from '@oto/schema/base/lang';
import { slip } from './language.ts';

/** What somebody types, and what they mean. */
export type Query = {
  readonly typed: string;
  readonly meant: readonly string[];
  /** Its last word is a beginning. */
  readonly begun: boolean;
};

/** Of a title: what its words are searched by. */
export type Source = { readonly words: readonly string[]; readonly lang: Lang };

/** Letters of a beginning. */
const BEGINNING = 4;

/**
 * Searches as people make them: one to three words of something that is there; a third as they are written, the others
 * with a slip, without their accents, with accents they do not have, or with a last word that is still being written.
 */
export function queryOf(random: Random, { words }: Source): Query {
  const count = Math.min(words.length, 1 + below(random, 3));
  const first = below(random, words.length - count + 1);
  const meant = words.slice(first, first + count);
  const change = below(random, 6);
  const at = below(random, meant.length);
  switch (change) {
    case 2:
      return { typed: replaced(meant, at, slip(random, meant[at] ?? '')), meant, begun: false };
    case 3:
      return { typed: bare(meant.join(' ')), meant, begun: false };
    case 4:
      return { typed: replaced(meant, at, accented(random, meant[at] ?? '')), meant, begun: false };
    case 5: {
      const last = meant.at(-1) ?? '';
      const beginning = last.slice(0, Math.max(BEGINNING, Math.ceil(last.length * 0.6)));
      return { typed: [...meant.slice(0, -1), beginning].join(' '), meant: [...meant.slice(0, -1), beginning], begun: true };
    }
    default:
      return { typed: meant.join(' '), meant, begun: false };
  }
}

const ACCENTS: { readonly [letter: string]: string } = { e: 'éèê', a: 'àâ', u: 'ùû', i: 'îï', o: 'ô', c: 'ç' };

/** One letter with an accent it does not have. */
function accented(random: Random, word: string): string {
  const places = Array.from(word).flatMap((letter, at) => (letter in ACCENTS ? [at] : []));
  if (places.length === 0) return word;
  const at = pick(random, places);
  return `${word.slice(0, at)}${pick(random, Array.from(ACCENTS[word[at] ?? ''] ?? 'e'))}${word.slice(at + 1)}`;
}

function bare(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}+/gu, '');
}

function replaced(words: readonly string[], at: number, word: string): string {
  return words.map((one, index) => (index === at ? word : one)).join(' ');
}
