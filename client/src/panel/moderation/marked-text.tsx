import { createMemo, Show } from 'solid-js';
import { findPassage } from './find-passage.ts';

/** What was asked, with the passage that is meant marked in it. */
export function MarkedText(props: { readonly text: string; readonly passage: string; readonly testid?: string }) {
  const place = createMemo(() => findPassage(props.text, props.passage));
  return (
    <blockquote class="marked-text" data-testid={props.testid}>
      <Show when={place()} fallback={props.text}>
        {(at) => (
          <>
            {props.text.slice(0, at().start)}
            <mark>{props.text.slice(at().start, at().end)}</mark>
            {props.text.slice(at().end)}
          </>
        )}
      </Show>
    </blockquote>
  );
}
