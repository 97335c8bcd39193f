import type { filter as words } from './filter.fr.ts';

/** What of the board is looked at. */
export const filter: { readonly [K in keyof typeof words]: string } = {
  'filter.title': 'Filter',
};
