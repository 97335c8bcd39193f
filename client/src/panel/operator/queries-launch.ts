import type { FeedbackCase, FeedbackKind, FeedbackState } from '@oto/schema/contract/feedback';
import { useInfiniteQuery, useQuery } from '@tanstack/solid-query';
import type { Accessor } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

/** Rows of a whole page; a shorter one is the last. */
const PAGE = 50;
const OFTEN = 4000;
const SELDOM = 15_000;

export function useWaiting() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('waiting'),
    queryFn: async () => valueOf(await app.api.waiting()),
    refetchInterval: SELDOM,
    reconcile: 'id',
  }));
}

export function useWaves() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('waves'),
    queryFn: async () => valueOf(await app.api.waves()).waves,
    refetchInterval: OFTEN,
    reconcile: 'id',
  }));
}

export function useFlags() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.operator('flags'),
    queryFn: async () => valueOf(await app.api.flags()).flags,
    refetchInterval: SELDOM,
    reconcile: 'name',
  }));
}

export function useAllFeedback(state: Accessor<FeedbackState>, kind: Accessor<FeedbackKind | null>) {
  const app = useApp();
  return useInfiniteQuery(() => ({
    queryKey: KEYS.operatorOf('feedback', `${state()} ${kind() ?? ''}`),
    queryFn: async ({ pageParam }: { readonly pageParam: string | undefined }) => {
      const wanted = kind();
      const filter = {
        state: state(),
        ...(wanted === null ? {} : { kind: wanted }),
        ...(pageParam === undefined ? {} : { before: pageParam }),
      };
      return valueOf(await app.api.allFeedback(filter)).feedback;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: readonly FeedbackCase[]) => (last.length < PAGE ? undefined : last.at(-1)?.id),
    refetchInterval: SELDOM,
    // Rows stay what they are: an answer is being written in one.
    reconcile: 'id',
  }));
}
