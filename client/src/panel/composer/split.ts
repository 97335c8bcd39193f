import type { QuoteLine } from '@oto/schema/contract/ledger';

/** Who a line of a price goes to. */
export type Receiver = 'platform' | 'agent' | 'ancestor';

export function receiverOf(line: QuoteLine): Receiver {
  if (line.payee === null) return 'platform';
  return line.kind === 'royalty' ? 'ancestor' : 'agent';
}

/** Tokens by receiver, those with any, in the order platform, agents’ authors, ancestors. Sums to the price. */
export function splitOf(lines: readonly QuoteLine[]): readonly { readonly to: Receiver; readonly tokens: number }[] {
  return (['platform', 'agent', 'ancestor'] as const)
    .map((to) => ({ to, tokens: lines.reduce((sum, line) => (receiverOf(line) === to ? sum + line.tokens : sum), 0) }))
    .filter(({ tokens }) => tokens > 0);
}
