import type { HistoryLayout } from '@oto/schema/contract/history';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { QueryClient } from '@tanstack/solid-query';
import { createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js';
import { ApiError, valueOf, type Failure } from '../../api/http.ts';
import type { App } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';

/** Milliseconds without a further step before a layout is asked. */
const PAUSE = 140;
/** Milliseconds a layout is remembered: what of it may be shown can change, such as a note taken down. */
const KEPT = 30_000;

export type ShownLayout = {
  readonly state: Accessor<'shown' | 'loading' | 'failed'>;
  readonly failure: Accessor<Failure | null>;
  readonly retry: () => void;
};

/** One layout of the past, remembered. Rejects with ApiError. */
export function readLayout(app: App, queries: QueryClient, plot: Plot, moment: string): Promise<HistoryLayout> {
  return queries.fetchQuery({
    queryKey: KEYS.layout(plot, moment),
    queryFn: async () => valueOf(await app.api.layout(plot, moment)),
    staleTime: KEPT,
    gcTime: KEPT,
    retry: false,
  });
}

/**
 * The board shows the layout of `moment`, null is today; the last one asked wins, whatever comes in
 * late. Today comes back when the owner goes.
 */
export function createShownLayout(app: App, queries: QueryClient, plot: Plot, moment: Accessor<string | null>): ShownLayout {
  const [state, setState] = createSignal<'shown' | 'loading' | 'failed'>('shown');
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const [tries, setTries] = createSignal(0);
  const known = (id: string): HistoryLayout | undefined => queries.getQueryData<HistoryLayout>(KEYS.layout(plot, id));

  createEffect(
    on([moment, tries], ([id]) => {
      setFailure(null);
      const ready = id === null ? null : known(id);
      if (ready !== undefined) {
        setState('shown');
        app.board()?.showPast(plot, ready);
        return;
      }
      let late = false;
      setState('loading');
      const timer = setTimeout(() => void ask(id as string), PAUSE);
      onCleanup(() => {
        late = true;
        clearTimeout(timer);
      });

      async function ask(wanted: string): Promise<void> {
        try {
          const layout = await readLayout(app, queries, plot, wanted);
          if (late) return;
          app.board()?.showPast(plot, layout);
          setState('shown');
        } catch (error) {
          if (late) return;
          setFailure(error instanceof ApiError ? error.failure : { code: 'internal', status: 0, requestId: null, fields: [] });
          setState('failed');
        }
      }
    }),
  );
  onCleanup(() => app.board()?.showPast(plot, null));

  return { state, failure, retry: () => setTries((count) => count + 1) };
}
