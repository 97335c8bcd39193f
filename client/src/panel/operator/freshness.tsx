import RefreshCw from 'lucide-solid/icons/refresh-cw';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { Show } from 'solid-js';
import { ApiError } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';

type Asked = { readonly isError: boolean; readonly error: unknown; readonly dataUpdatedAt: number; readonly failureCount: number };

/** When what is shown was true; and when it stopped being asked with success, that it may be no longer. */
export function Freshness(props: { readonly asked: Asked }) {
  const app = useApp();
  const stale = () => props.asked.isError || props.asked.failureCount > 0;
  const why = () => (props.asked.error instanceof ApiError ? ` ${app.sentence(props.asked.error.failure)}` : '');
  return (
    <Show when={props.asked.dataUpdatedAt > 0}>
      <p class="freshness" classList={{ stale: stale() }}>
        <Show when={stale()} fallback={<RefreshCw size={14} aria-hidden="true" />}>
          <TriangleAlert size={15} aria-hidden="true" />
        </Show>
        <span>
          {app.t(stale() ? 'operator.stale' : 'operator.fresh', { time: app.format().clock(props.asked.dataUpdatedAt) })}
          <Show when={stale()}>{why()}</Show>
        </span>
      </p>
    </Show>
  );
}
