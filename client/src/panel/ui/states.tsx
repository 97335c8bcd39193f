import CircleAlert from 'lucide-solid/icons/circle-alert';
import { Match, Show, Switch, type JSX } from 'solid-js';
import { ApiError } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { Button } from './button.tsx';

/** Nothing there yet, said kindly, with what to do. */
export function Empty(props: { readonly title: string; readonly text?: string; readonly children?: JSX.Element }) {
  return (
    <div class="empty">
      <svg class="empty-sketch" viewBox="0 0 120 80" aria-hidden="true">
        <path d="M18 66 22 18q1-4 5-4l62 3q4 0 4 4l-3 46q0 4-4 4l-60-2q-7 0-8-3Z" />
        <path d="m20 64 6-45 63 3-2 44M40 34q18-4 36 1M38 45q16-3 40 1M39 55q10-2 20 0" />
        <circle cx="58" cy="13" r="6" class="empty-pin" />
      </svg>
      <p class="hand">{props.title}</p>
      <Show when={props.text}>
        <p class="muted">{props.text}</p>
      </Show>
      {props.children}
    </div>
  );
}

export function Loading(props: { readonly lines?: number }) {
  const app = useApp();
  return (
    <div class="loading" role="status" aria-label={app.t('state.loading')}>
      {Array.from({ length: props.lines ?? 3 }, (_, index) => (
        <span class="loading-line" style={{ width: `${92 - ((index * 23) % 40)}%` }} />
      ))}
    </div>
  );
}

type Asked<T> = {
  readonly data: T | undefined;
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
};

/** The three states of everything that is asked of the server. */
export function Loaded<T>(props: {
  readonly asked: Asked<T>;
  readonly lines?: number;
  readonly children: (value: () => NonNullable<T>) => JSX.Element;
}) {
  const app = useApp();
  const sentence = () => {
    const error = props.asked.error;
    return error instanceof ApiError ? app.sentence(error.failure) : app.sentence({ code: 'internal', fields: [] });
  };
  return (
    <Switch fallback={<Loading lines={props.lines ?? 3} />}>
      <Match when={props.asked.data}>{(value) => props.children(value)}</Match>
      <Match when={props.asked.isError}>
        <div class="trouble" role="alert">
          <CircleAlert size={22} aria-hidden="true" />
          <p>{sentence()}</p>
          <Button onPress={() => void props.asked.refetch()}>{app.t('action.retry')}</Button>
        </div>
      </Match>
    </Switch>
  );
}
