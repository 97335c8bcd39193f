import type { start as words } from './start.fr.ts';

/** First steps, shortcuts and the palette. */
export const start: { readonly [K in keyof typeof words]: string } = {
  'shortcuts.title': 'Shortcuts',
};
