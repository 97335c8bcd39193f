/** Search. */
export const search = {
  'search.title': 'Chercher',
} as const;
