import { Show } from 'solid-js';

/** What went wrong with what was just asked, in words; nothing while nothing did. */
export function FormError(props: { readonly text: string | null | undefined }) {
  return (
    <Show when={props.text}>
      {(text) => (
        <p class="form-error" role="alert">
          {text()}
        </p>
      )}
    </Show>
  );
}
