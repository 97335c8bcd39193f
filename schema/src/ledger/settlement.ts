import { splitByWeight } from './split.ts';

/** One line of what was quoted. `payee` null: the platform. Engine lines may be used only in part. */
export type PricedLine<K> = { readonly payee: K | null; readonly quoted: number; readonly used: number };

export type Settlement = {
  /** Taken from the promo hold; all of it goes to the platform. */
  readonly promo: number;
  /** Taken from the paid hold. */
  readonly paid: number;
  /** What each line's payee receives from the paid part; the platform's lines also carry the promo part. Sums to promo + paid. */
  readonly amounts: readonly number[];
};

/**
 * Divides what a finished run really cost. Promo tokens are spent first and buy nobody earnings: a
 * payee receives the share of its line that paid tokens covered, by largest remainder; the rest is
 * the platform's and is booked on its first line. Throws RangeError unless 0 <= used <= quoted and
 * at least one line is the platform's.
 */
export function settle<K>(lines: readonly PricedLine<K>[], promoHeld: number): Settlement {
  if (lines.some(({ quoted, used }) => used < 0 || used > quoted)) throw new RangeError('a line is used between 0 and its quote');
  const platform = lines.findIndex(({ payee }) => payee === null);
  if (platform < 0) throw new RangeError('one line must be the platform’s');
  const cost = lines.reduce((sum, { used }) => sum + used, 0);
  const promo = Math.min(promoHeld, cost);
  const paid = cost - promo;
  const shares = splitByWeight(
    paid,
    lines.map(({ used }) => used),
  );
  const amounts = shares.map((share, index) => (index === platform ? share + promo : share));
  return { promo, paid, amounts };
}
