/** A purchase, and how much of it has gone back already. */
export type Sold = { readonly tokens: number; readonly cents: number };
export type Gone = { readonly tokens: number; readonly cents: number };

/**
 * Cents that go back with `tokens` more. The fraction of a cent stays with us until the last token goes, so
 * that all parts together are exactly the price.
 */
export function centsFor(sold: Sold, gone: Gone, tokens: number): number {
  const due = Math.floor((sold.cents * (gone.tokens + tokens)) / sold.tokens);
  return Math.min(Math.max(0, due - gone.cents), sold.cents - gone.cents);
}

/** Tokens that go back with `cents` more: all that are left once the whole price is back. */
export function tokensFor(sold: Sold, gone: Gone, cents: number): number {
  const left = Math.max(0, sold.tokens - gone.tokens);
  if (gone.cents + cents >= sold.cents) return left;
  const due = Math.floor((sold.tokens * (gone.cents + cents)) / sold.cents);
  return Math.min(Math.max(0, due - gone.tokens), left);
}
