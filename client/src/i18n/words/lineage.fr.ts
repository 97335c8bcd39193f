/** The tree of creations, and pulling a cord. */
export const lineage = {
  'lineage.title': 'Arborescence',
} as const;
