const parsed = new Map<string, number>();

/** `#RRGGBB` to 0xRRGGBB; anything else is a warm grey, so that a bad colour never breaks a frame. */
export function rgbOf(text: string): number {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const value = /^#[0-9a-f]{6}$/i.test(text) ? Number.parseInt(text.slice(1), 16) : 0xd8d2c8;
  if (parsed.size < 4096) parsed.set(text, value);
  return value;
}
