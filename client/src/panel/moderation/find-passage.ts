/** Where a passage stands in a text, in UTF-16 units; `end` is past its last. */
export type Place = { readonly start: number; readonly end: number };

/** Letters without case or accents, and for each of them where it stood. */
function folded(text: string): { readonly letters: string; readonly at: readonly number[] } {
  let letters = '';
  const at: number[] = [];
  let index = 0;
  for (const letter of text) {
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s/gu, ' ').replace(/[’‘]/gu, "'");
    for (let unit = 0; unit < plain.length; unit += 1) at.push(index);
    letters += plain;
    index += letter.length;
  }
  at.push(index);
  return { letters, at };
}

/** The passage as written, else whatever its case and accents; null when the text does not hold it. */
export function findPassage(text: string, passage: string): Place | null {
  const wanted = passage.trim();
  if (wanted === '') return null;
  const exact = text.indexOf(wanted);
  if (exact >= 0) return { start: exact, end: exact + wanted.length };
  const { letters, at } = folded(text);
  const sought = folded(wanted).letters;
  const found = sought === '' ? -1 : letters.indexOf(sought);
  const start = at[found];
  const end = at[found + sought.length];
  return found < 0 || start === undefined || end === undefined ? null : { start, end };
}
