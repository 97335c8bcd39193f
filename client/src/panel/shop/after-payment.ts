import type { Purchase } from '@oto/schema/contract/purchase';

/** What to tell whoever is back from the payment page. `checking`: not known yet. */
export type Outcome = 'checking' | 'left' | Exclude<Purchase['state'], 'open'>;

/** `left`: the page was left before paying, as far as its own way back says. */
export function afterPayment(purchase: Pick<Purchase, 'state'>, left: boolean): Outcome {
  if (purchase.state !== 'open') return purchase.state;
  return left ? 'left' : 'checking';
}
