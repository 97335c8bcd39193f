/** First steps, shortcuts and the palette. */
export const start = {
  'shortcuts.title': 'Raccourcis',
} as const;
