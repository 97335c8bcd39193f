import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { useQuery } from '@tanstack/solid-query';
import { createSignal, onCleanup, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { troubleOf } from './trouble.ts';

/** Milliseconds: the board has its first frames for itself, then one looks now and then. */
const FIRST = 6000;
const EVERY = 120_000;

/** A quiet word with a link when operators say that something is wrong, or the board has been down for a while. It covers nothing and asks nothing. */
export function StatusStrip() {
  const app = useApp();
  const [begun, setBegun] = createSignal(false);
  const timer = setTimeout(() => setBegun(true), FIRST);
  onCleanup(() => clearTimeout(timer));
  const asked = useQuery(() => ({
    queryKey: KEYS.status,
    queryFn: async () => valueOf(await app.api.status()),
    enabled: begun() && app.board()?.connection().state === 'live',
    refetchInterval: EVERY,
    retry: false,
  }));
  const wrong = () => (asked.data === undefined ? null : troubleOf(asked.data, Date.now()));
  return (
    <Show when={wrong()}>
      {(state) => (
        <a class="status-strip" href={`/status?lang=${app.lang()}`} rel="external" data-state={state()} data-testid="status-strip">
          <TriangleAlert size={16} aria-hidden="true" />
          <span role="status">{app.t(`status.strip.${state()}`)}</span>
          <span class="status-strip-more">{app.t('status.link')}</span>
        </a>
      )}
    </Show>
  );
}
