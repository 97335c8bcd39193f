/** Words read of what was typed; more say little. */
const WORDS_MAX = 8;
/** With the vowel signs of scripts that write them apart. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const SOFT_HYPHEN = '\u00ad';

export type Typed = {
  /** Lower case, with their accents, in the order typed. */
  readonly words: readonly string[];
  /** The last word is still being written. */
  readonly unfinished: boolean;
};

/** The words of a search field. A word that nothing follows yet is a beginning. */
export function typedWords(q: string): Typed {
  const text = q.normalize('NFKC').toLowerCase().replaceAll(SOFT_HYPHEN, '');
  const words = text.match(WORD) ?? [];
  return { words: words.slice(0, WORDS_MAX), unfinished: words.length <= WORDS_MAX && /[\p{L}\p{M}\p{N}]$/u.test(text) };
}
