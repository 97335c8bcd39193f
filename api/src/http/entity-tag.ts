import { createHash } from 'node:crypto';

/** A strong entity tag of these bytes: what has the same tag is the same, byte for byte, whoever made it. */
export function entityTag(bytes: Uint8Array | string): string {
  return `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

/** The tag of the same bytes in a content coding: another representation, so another tag. */
export function codedTag(tag: string, coding: string): string {
  return tag.endsWith('"') ? `${tag.slice(0, -1)}-${coding}"` : tag;
}

/** The tag in an If-None-Match header that names what `tag` names, in whichever coding it was told; null when none does. */
export function matchingTag(header: string | undefined, tag: string): string | null {
  if (header === undefined) return null;
  if (header.trim() === '*') return tag;
  const named = header.match(/"[^"]*"/g) ?? [];
  return named.find((one) => one === tag || one.replace(/-(?:br|gzip)"$/, '"') === tag) ?? null;
}
