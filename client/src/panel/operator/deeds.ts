import { useQueryClient, type QueryKey } from '@tanstack/solid-query';
import { createSignal, type Accessor } from 'solid-js';
import type { Answer } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';

/** An operator's act: shown as under way, then said in words, whatever came of it. */
export type Deeds = {
  /** The key of the act under way. */
  readonly busy: Accessor<string | null>;
  /** True when it was done. `done` says so; `touches` is asked anew either way: what is shown may be stale. */
  readonly perform: <T>(key: string, act: () => Promise<Answer<T>>, done: string, touches: readonly QueryKey[]) => Promise<boolean>;
};

/** One act at a time. */
export function createDeeds(): Deeds {
  const app = useApp();
  const queries = useQueryClient();
  const [busy, setBusy] = createSignal<string | null>(null);
  return {
    busy,
    async perform(key, act, done, touches) {
      if (busy() !== null) return false;
      setBusy(key);
      const answer = await act();
      await Promise.all(touches.map((queryKey) => queries.invalidateQueries({ queryKey })));
      setBusy(null);
      app.notify(answer.ok ? { tone: 'done', title: done } : { tone: 'error', title: app.sentence(answer.failure) });
      return answer.ok;
    },
  };
}
