/** Words read of what was typed; more say little. */
const WORDS_MAX = 8;

export type Typed = {
  /** Lower case, with their accents, in the order typed. */
  readonly words: readonly string[];
  /** The last word is still being written. */
  readonly unfinished: boolean;
};

/** The words of a search field. A word that nothing follows yet is a beginning. */
export function typedWords(q: string): Typed {
  const text = q.normalize('NFKC').toLowerCase();
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return { words: words.slice(0, WORDS_MAX), unfinished: words.length <= WORDS_MAX && /[\p{L}\p{N}]$/u.test(text) };
}
