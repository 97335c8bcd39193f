import type { Pack } from '@oto/schema/contract/purchase';

/** What is sold, smallest first; cents with VAT. An id is never reused for another number of tokens. */
export const PACKS: readonly Pack[] = [
  { id: 'handful-500', tokens: 500, cents: 500 },
  { id: 'armful-1100', tokens: 1100, cents: 1000 },
  { id: 'cartload-3000', tokens: 3000, cents: 2500 },
];

export function packOf(id: string): Pack | null {
  return PACKS.find((pack) => pack.id === id) ?? null;
}
