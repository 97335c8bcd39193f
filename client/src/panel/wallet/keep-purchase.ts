import type { Purchase } from '@oto/schema/contract/purchase';
import type { QueryClient } from '@tanstack/solid-query';
import { KEYS } from '../../app/query-keys.ts';

/** What is newly known of a purchase, wherever it is shown. */
export function keepPurchase(queries: QueryClient, purchase: Purchase): void {
  queries.setQueryData<Purchase>(KEYS.purchase(purchase.id), purchase);
  queries.setQueryData<readonly Purchase[]>(KEYS.purchases, (known) => known && withPurchase(known, purchase));
}

/** Newest first. */
export function withPurchase(known: readonly Purchase[], purchase: Purchase): readonly Purchase[] {
  const at = known.findIndex((one) => one.id === purchase.id);
  return at < 0 ? [purchase, ...known].toSorted((a, b) => b.at.localeCompare(a.at)) : known.with(at, purchase);
}
