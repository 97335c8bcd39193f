import type { Meter, Word } from './word.ts';

/** One place of a pattern: any of these words. */
export type Part = {
  readonly words: ReadonlySet<string>;
  /** Words that may stand between the part before and this one. */
  readonly gap: number;
  /** Only these may stand there; any when absent. */
  readonly via?: ReadonlySet<string>;
};

/** Words that are refused in this order and this near to each other. */
export type Pattern<T> = {
  readonly value: T;
  readonly parts: readonly Part[];
  /** A word of these within NEAR of it makes it harmless. */
  readonly unless?: ReadonlySet<string>;
};

export type Match<T> = { readonly value: T; readonly from: number; readonly to: number };

const NEAR = 8;

type Reached = { readonly from: number; readonly at: number };

/**
 * Compiles patterns into a function that gives, of those a text contains, the one that stands first in the list;
 * `from` and `to` are the indices of its first and last word. One pass over the words, however they repeat.
 */
export function matcher<T>(patterns: readonly Pattern<T>[]): (words: readonly Word[], meter?: Meter) => Match<T> | null {
  const uses = new Map<string, (readonly [pattern: number, part: number])[]>();
  const vias: ReadonlySet<string>[] = [];
  for (const [index, { parts }] of patterns.entries()) {
    for (const [position, { words, via }] of parts.entries()) {
      if (via && !vias.includes(via)) vias.push(via);
      for (const word of words) uses.set(word, [...(uses.get(word) ?? []), [index, position]]);
    }
  }
  return (words, meter = { steps: 0 }) => {
    const reached: (Reached | undefined)[][] = patterns.map(() => []);
    const lastOutside = new Map(vias.map((via) => [via, -1]));
    let best: Match<T> | null = null;
    let bestIndex = patterns.length;
    for (const [at, word] of words.entries()) {
      const now = word.forms.flatMap((form) => uses.get(form) ?? []).toSorted(([, a], [, b]) => b - a);
      for (const [index, position] of now) {
        meter.steps++;
        const pattern = patterns[index];
        const part = pattern?.parts[position];
        if (!pattern || !part || index >= bestIndex) continue;
        const before = position === 0 ? { from: at, at } : reached[index]?.[position - 1];
        if (!before || (position > 0 && !follows(words, before.at, at, part, lastOutside))) continue;
        const state = reached[index];
        if (state) state[position] = { from: before.from, at };
        if (position < pattern.parts.length - 1 || isExcused(words, before.from, at, pattern.unless, meter)) continue;
        best = { value: pattern.value, from: before.from, to: at };
        bestIndex = index;
      }
      for (const via of vias) {
        meter.steps++;
        if (!word.forms.some((form) => via.has(form))) lastOutside.set(via, at);
      }
    }
    return best;
  };
}

function follows(
  words: readonly Word[],
  before: number,
  at: number,
  { gap, via }: Part,
  lastOutside: ReadonlyMap<ReadonlySet<string>, number>,
): boolean {
  if (before >= at) return false;
  const between = (words[at]?.place ?? 0) - (words[before]?.place ?? 0) - 1;
  return between <= gap && (!via || (lastOutside.get(via) ?? -1) <= before);
}

function isExcused(words: readonly Word[], from: number, to: number, unless: ReadonlySet<string> | undefined, meter: Meter): boolean {
  if (!unless) return false;
  for (let at = Math.max(0, from - NEAR); at <= Math.min(words.length - 1, to + NEAR); at++) {
    meter.steps++;
    if (words[at]?.forms.some((form) => unless.has(form))) return true;
  }
  return false;
}
