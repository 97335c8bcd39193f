import type { AuditEntry } from '@oto/schema/contract/account';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/solid-query';
import type { Accessor } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

/** Rows of a whole page; a shorter one is the last. */
const PAGE = 100;
const SELDOM = 15_000;

export function useAllMembers(q: Accessor<string>) {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operatorOf('members', q()),
    queryFn: async () => valueOf(await app.api.allMembers(q())).members,
    placeholderData: keepPreviousData,
    refetchInterval: SELDOM,
    reconcile: 'id',
  }));
}

export function useInvitations() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('invitations'),
    queryFn: async () => valueOf(await app.api.invitations()).invitations,
    refetchInterval: SELDOM,
    reconcile: 'id',
  }));
}

export function useSwitches() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('switches'),
    queryFn: async () => valueOf(await app.api.switches()),
    refetchInterval: SELDOM,
  }));
}

export function useAllDeeds(action: Accessor<string | null>) {
  const app = useApp();
  return useInfiniteQuery(() => ({
    queryKey: KEYS.operatorOf('audit', action() ?? ''),
    queryFn: async ({ pageParam }: { readonly pageParam: string | undefined }) =>
      valueOf(await app.api.allDeeds(action(), pageParam)).entries,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: readonly AuditEntry[]) => (last.length < PAGE ? undefined : last.at(-1)?.id),
    refetchInterval: SELDOM,
  }));
}
