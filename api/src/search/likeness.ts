/** Slips between two words: letters left out, put in, changed, or swapped with the next (optimal string alignment). */
export function slips(a: string, b: string): number {
  return table(a, b).at(-1)?.at(-1) ?? 0;
}

/** Slips between a beginning and the nearest beginning of a word. */
export function slipsOfBeginning(beginning: string, word: string): number {
  return Math.min(...table(word, beginning).map((row) => row.at(-1) ?? 0));
}

function table(a: string, b: string): number[][] {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_unused, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1);
      const row = rows[i];
      if (row) row[j] = best;
    }
  }
  return rows;
}

export type Candidate = { readonly word: string; readonly docs: number };

/** A beginning shorter than this is only begun. */
const BEGINNING_LEAST = 4;
/** How many times as common a word must be that is one slip further away. */
const SLIP_WORTH = 2;

/** Slips that are forgiven in a word of so many letters. */
function forgiven(length: number): number {
  return length < 4 ? 1 : length < 7 ? 1 : 2;
}

/**
 * The words most probably meant by `typed`, best first: few slips weigh most, then how common a word is. The first
 * letter is rarely wrong.
 */
export function nearest<C extends Candidate>(typed: string, candidates: readonly C[], isBeginning: boolean): readonly C[] {
  return candidates
    .flatMap((candidate) => {
      const whole = slips(typed, candidate.word);
      const begun =
        isBeginning && typed.length >= BEGINNING_LEAST ? slipsOfBeginning(typed, candidate.word) + (whole > 0 ? 0.25 : 0) : Infinity;
      const distance = Math.min(whole, begun);
      if (distance === 0 || distance > forgiven(typed.length) + 0.25) return [];
      const first = typed[0] === candidate.word[0] ? 0 : 0.75;
      return [{ candidate, score: Math.log10(candidate.docs + 1) - SLIP_WORTH * (distance + first) }];
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ candidate }) => candidate);
}
