import type { search as words } from './search.fr.ts';

/** Search. */
export const search: { readonly [K in keyof typeof words]: string } = {
  'search.title': 'Search',
};
