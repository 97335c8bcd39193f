import type { Meter, Word } from './word.ts';

/** Phrases of whole words, each with what it stands for. */
export type PhraseBook<T> = {
  /** The longest phrase that begins with `words[from]`, and the index after its last word. */
  longestAt(words: readonly Word[], from: number, meter?: Meter): { readonly value: T; readonly to: number } | null;
  knows(word: string): boolean;
};

type Node<T> = { readonly next: Map<string, Node<T>>; value: T | undefined };

/** `phrases` are folded words, as `wordsOf` gives their first forms. Of equal phrases the first counts. */
export function phraseBook<T>(phrases: Iterable<readonly [phrase: readonly string[], value: T]>): PhraseBook<T> {
  const root: Node<T> = { next: new Map(), value: undefined };
  const all = new Set<string>();
  for (const [words, value] of phrases) {
    let node = root;
    for (const word of words) {
      all.add(word);
      const next = node.next.get(word) ?? { next: new Map(), value: undefined };
      node.next.set(word, next);
      node = next;
    }
    if (node !== root) node.value ??= value;
  }
  return {
    knows: (word) => all.has(word),
    longestAt(words, from, meter = { steps: 0 }) {
      let node: Node<T> | undefined = root;
      let longest: { readonly value: T; readonly to: number } | null = null;
      for (let at = from; at < words.length; at++) {
        meter.steps++;
        const inner: Node<T> = node;
        node = words[at]?.forms.map((form) => inner.next.get(form)).find((found) => found !== undefined);
        if (!node) break;
        if (node.value !== undefined) longest = { value: node.value, to: at + 1 };
      }
      return longest;
    },
  };
}
