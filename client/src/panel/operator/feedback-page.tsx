import { FEEDBACK_KINDS, FEEDBACK_STATES, type FeedbackKind, type FeedbackState } from '@oto/schema/contract/feedback';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { createDeeds } from './deeds.ts';
import { FeedbackRow } from './feedback-row.tsx';
import { Freshness } from './freshness.tsx';
import { useAllFeedback } from './queries-launch.ts';

/** What people say of the product, newest first. */
export function FeedbackPage() {
  const app = useApp();
  const [state, setState] = createSignal<FeedbackState>('open');
  const [kind, setKind] = createSignal<FeedbackKind | null>(null);
  const asked = useAllFeedback(state, kind);
  const deeds = createDeeds();
  return (
    <>
      <Freshness asked={asked} />
      <div class="row wrap case-states" role="group" aria-label={app.t('feedback.states')}>
        <For each={FEEDBACK_STATES}>
          {(one) => (
            <button
              type="button"
              class="case-state"
              aria-pressed={state() === one}
              onClick={() => setState(one)}
              data-testid={`feedback-${one}`}
            >
              {app.t(`feedback.state.${one}`)}
            </button>
          )}
        </For>
      </div>
      <div class="row wrap case-states" role="group" aria-label={app.t('feedback.kind')}>
        <For each={[null, ...FEEDBACK_KINDS]}>
          {(one) => (
            <button type="button" class="case-state" aria-pressed={kind() === one} onClick={() => setKind(one)}>
              {app.t(one === null ? 'feedback.everything' : `feedback.kind.${one}`)}
            </button>
          )}
        </For>
      </div>
      <Loaded asked={asked} lines={6}>
        {(pages) => (
          <Show
            when={pages().pages.flat().length > 0}
            fallback={<Empty title={app.t('feedback.none')} text={app.t('feedback.noneText')} />}
          >
            <ul class="cases">
              <For each={pages().pages.flat()}>{(one) => <FeedbackRow feedback={one} deeds={deeds} />}</For>
            </ul>
            <Show when={asked.hasNextPage}>
              <Button pending={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()}>
                {app.t('feedback.more')}
              </Button>
            </Show>
          </Show>
        )}
      </Loaded>
    </>
  );
}
