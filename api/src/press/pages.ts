import type { LangPage } from '../site/page-head.ts';

/** The pages for the press, each in its language (client/src/press/page). */
export const PRESS_PAGES = [
  { path: '/presse', file: 'presse.html', lang: 'fr' },
  { path: '/press', file: 'press.html', lang: 'en' },
] as const satisfies readonly LangPage[];

/** The kit's words as texts of their own (client/src/press/text). */
export const PRESS_TEXTS = [
  { path: '/press-kit/oto-fr.md', file: 'press-kit/oto-fr.md', lang: 'fr' },
  { path: '/press-kit/oto-en.md', file: 'press-kit/oto-en.md', lang: 'en' },
] as const satisfies readonly LangPage[];

export const PRESS_KIT = '/press-kit/oto-press-kit.zip';
