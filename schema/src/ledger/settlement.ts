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

/** What was quoted for a step; `used` is what its engine really took, null when it was never delivered. */
export type QuotedStep = { readonly engineTokens: number; readonly fee: number; readonly used: number | null };
/** A line of a quoted split. The platform's comes once, agents' in the order of the steps that have a fee. */
export type SplitLine<K> = { readonly kind: 'platform' | 'agent' | 'royalty'; readonly payee: K | null; readonly quoted: number };

/**
 * What is owed when only some steps were delivered: their engines' use, never more than quoted, their
 * agents' fees, and of each royalty the part that their quotes are of the whole, rounded down.
 */
export function owedFor<K>(lines: readonly SplitLine<K>[], steps: readonly QuotedStep[]): readonly PricedLine<K>[] {
  const delivered = steps.filter(({ used }) => used !== null);
  const use = delivered.reduce((sum, { used, engineTokens }) => sum + Math.min(Math.max(0, used ?? 0), engineTokens), 0);
  const quoteOf = (some: readonly QuotedStep[]) => some.reduce((sum, { engineTokens, fee }) => sum + engineTokens + fee, 0);
  const [part, whole] = [quoteOf(delivered), quoteOf(steps)];
  const paying = steps.filter(({ fee }) => fee > 0)[Symbol.iterator]();
  return lines.map(({ kind, payee, quoted }) => {
    switch (kind) {
      case 'platform':
        return { payee: null, quoted, used: Math.min(use, quoted) };
      case 'agent':
        return { payee, quoted, used: (paying.next().value?.used ?? null) === null ? 0 : quoted };
      case 'royalty':
        return { payee, quoted, used: whole === 0 ? 0 : Math.floor((quoted * part) / whole) };
      default:
        return kind satisfies never;
    }
  });
}
