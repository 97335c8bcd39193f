import type { OperatorPurchase } from '@oto/schema/contract/purchase';
import { useInfiniteQuery, useQuery } from '@tanstack/solid-query';
import type { Accessor } from 'solid-js';
import type { Days } from '../../api/money-routes.ts';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

/** Rows of a whole page; a shorter one is the last. */
const PAGE = 100;
const SELDOM = 15_000;

export function useBalance() {
  const app = useApp();
  return useQuery(() => ({ queryKey: KEYS.operator('balance'), queryFn: async () => valueOf(await app.api.trialBalance()) }));
}

export function useAllUse(days: Accessor<Days>) {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operatorOf('use', JSON.stringify(days())),
    queryFn: async () => valueOf(await app.api.allUse(days())),
  }));
}

export function useAllPurchases(state: Accessor<OperatorPurchase['state'] | null>) {
  const app = useApp();
  return useInfiniteQuery(() => ({
    queryKey: KEYS.operatorOf('purchases', state() ?? ''),
    queryFn: async ({ pageParam }: { readonly pageParam: string | undefined }) =>
      valueOf(await app.api.allPurchases(state(), pageParam)).purchases,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: readonly OperatorPurchase[]) => (last.length < PAGE ? undefined : last.at(-1)?.id),
    refetchInterval: SELDOM,
  }));
}

export function useReconciliation() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('reconcile'),
    queryFn: async () => valueOf(await app.api.reconciliation()),
    refetchInterval: SELDOM,
  }));
}
