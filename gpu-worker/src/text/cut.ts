/** At most `most` UTF-16 units, never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.codePointAt(most - 1) ?? 0;
  return text.slice(0, end > 0xffff ? most - 1 : most);
}

/** The last `most` UTF-16 units at most, never half a character: what was written just now. */
export function tail(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.length - most;
  const isLow = (text.charCodeAt(start) & 0xfc00) === 0xdc00;
  return text.slice(isLow ? start + 1 : start);
}
