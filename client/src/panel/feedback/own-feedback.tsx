import type { Feedback } from '@oto/schema/contract/feedback';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';

/** What one said before, with the answers. */
export function OwnFeedback(props: { readonly feedback: readonly Feedback[] }) {
  const app = useApp();
  return (
    <Show when={props.feedback.length > 0}>
      <section class="feedback-own">
        <h3 class="subheading">{app.t('feedback.own')}</h3>
        <ul class="cases">
          <For each={props.feedback}>
            {(one) => (
              <li class="case" data-testid="feedback-own" data-state={one.state}>
                <div class="case-head">
                  <p class="small">
                    <b>{app.t(`feedback.kind.${one.kind}`)}</b> <span class="muted">{app.format().since(one.createdAt, Date.now())}</span>
                  </p>
                  <span class="muted small">{app.t(`feedback.own.${one.state}`)}</span>
                </div>
                <p class="appeal-words">{one.words}</p>
                <Show when={one.answer !== ''}>
                  <p class="appeal-answer">{one.answer}</p>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
