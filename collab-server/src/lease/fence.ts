/** Proof of holding a tile; every commit checks that it is still the newest. */
export type Fence = { readonly tile: string; readonly epoch: bigint };
