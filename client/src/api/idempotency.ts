/**
 * One key per attempt to buy one thing. While the outcome of an attempt is unknown (the connection
 * broke, the server fell), trying the same wish again sends the very same body under the same key,
 * so that it can never be charged twice. After an answer, or when the wish changes, the key is new.
 */
export type Attempt<B> = {
  /** What the person wants, without what may change between two tries (the quote). */
  readonly wish: string;
  readonly key: string;
  readonly body: B;
};

/** `last` is the attempt whose outcome is unknown, or null. */
export function nextAttempt<B>(last: Attempt<B> | null, wish: string, body: B, newKey: () => string): Attempt<B> {
  if (last !== null && last.wish === wish) return last;
  return { wish, key: newKey(), body };
}

/** True when a failure leaves it open whether the server accepted. */
export function outcomeUnknown(status: number): boolean {
  return status === 0 || status >= 500;
}

/** 22 characters of randomness: within the 8 to 80 that the header allows. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
