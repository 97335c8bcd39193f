import type { lineage as words } from './lineage.fr.ts';

/** The tree of creations, and pulling a cord. */
export const lineage: { readonly [K in keyof typeof words]: string } = {
  'lineage.title': 'Tree',
};
