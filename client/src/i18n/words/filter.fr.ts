/** What of the board is looked at. */
export const filter = {
  'filter.title': 'Filtrer',
} as const;
