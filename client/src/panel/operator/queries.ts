import { useQuery } from '@tanstack/solid-query';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

/** Milliseconds between two looks while the window is open: what runs changes by the second, rules do not. */
const OFTEN = 3000;
const SELDOM = 15_000;

/** Rows keep their place in the page from one look to the next, with what is open in them. */
export function useWorkers() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('workers'),
    queryFn: async () => valueOf(await app.api.workers()).workers,
    refetchInterval: OFTEN,
    reconcile: 'name',
  }));
}

export function useOperatorQueue() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('queue'),
    queryFn: async () => valueOf(await app.api.queue()),
    refetchInterval: OFTEN,
    reconcile: 'id',
  }));
}

export function useDeploys() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('deploys'),
    queryFn: async () => valueOf(await app.api.deploys()),
    refetchInterval: OFTEN,
    reconcile: 'id',
  }));
}

export function useRules() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('rules'),
    queryFn: async () => valueOf(await app.api.rules()).rules,
    refetchInterval: SELDOM,
    reconcile: 'id',
  }));
}

export function useAllAppeals() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('appeals'),
    queryFn: async () => valueOf(await app.api.allAppeals()).appeals,
    refetchInterval: SELDOM,
    reconcile: 'id',
  }));
}
