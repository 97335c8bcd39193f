export const LANGS = ['fr', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/** Reads an `Accept-Language` header or `navigator.languages.join()`. French unless English comes first. */
export function preferredLang(header: string | null | undefined): Lang {
  for (const part of (header ?? '').split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase();
    if (tag === 'fr' || tag === 'en') return tag;
  }
  return 'fr';
}
