/** At most `most` UTF-16 units, never half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.codePointAt(most - 1) ?? 0;
  return text.slice(0, end > 0xffff ? most - 1 : most);
}
