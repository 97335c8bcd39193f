/** U+202F before ; ? ! and inside guillemets, U+00A0 before a colon: no such sign starts or ends a line. */
const NARROW = '\u202F';
const FIXED = '\u00A0';

/** French words with the spaces that typography asks for, where they were typed as ordinary ones. */
export function frenchSpacing(text: string): string {
  return text
    .replace(/ ([;?!»])/g, `${NARROW}$1`)
    .replace(/« /g, `«${NARROW}`)
    .replace(/ ([:%])/g, `${FIXED}$1`);
}
