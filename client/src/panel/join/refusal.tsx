import { Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';

export function Refusal(props: { readonly failure: Failure | null }) {
  const app = useApp();
  return (
    <Show when={props.failure}>
      {(failure) => (
        <p class="form-error" role="alert" data-testid="join-error">
          {failure().code === 'terms_not_accepted' ? app.t('join.newHere') : app.sentence(failure())}
        </p>
      )}
    </Show>
  );
}
