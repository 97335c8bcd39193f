import { useQuery } from '@tanstack/solid-query';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

/** Milliseconds between two looks at the wall: it changes with the week, the running one with each vote. */
const LOOK_EVERY = 60_000;

/** The wall of the week and the running one. */
export function useFeatured() {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.featured,
    queryFn: async () => valueOf(await app.api.featured()),
    refetchInterval: LOOK_EVERY,
  }));
}
