import type { Appeal } from '@oto/schema/contract/moderation';
import { useQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { MarkedText } from './marked-text.tsx';

/** My appeals, newest first, each with its state and its answer. */
export function AppealList() {
  const app = useApp();
  const asked = useQuery(() => ({ queryKey: KEYS.appeals, queryFn: async () => valueOf(await app.api.appeals()).appeals }));
  return (
    <Loaded asked={asked} lines={5}>
      {(appeals) => (
        <Show when={appeals().length > 0} fallback={<Empty title={app.t('moderation.none')} text={app.t('moderation.noneText')} />}>
          <ul class="appeals">
            <For each={appeals()}>{(appeal) => <AppealView appeal={appeal} />}</For>
          </ul>
        </Show>
      )}
    </Loaded>
  );
}

function AppealView(props: { readonly appeal: Appeal }) {
  const app = useApp();
  const one = () => props.appeal;

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(one().prompt);
      app.notify({ tone: 'done', title: app.t('moderation.copied') });
    } catch {
      app.notify({ tone: 'info', title: app.t('console.notCopied') });
    }
  }

  return (
    <li class="appeal" data-state={one().state} data-testid="appeal">
      <p class="appeal-head">
        <span class="appeal-state">{app.t(`moderation.state.${one().state}`)}</span>
        <time class="muted small" dateTime={one().createdAt}>
          {app.format().since(one().createdAt, Date.now())}
        </time>
      </p>
      <MarkedText text={one().prompt} passage={one().refusal.passage} />
      <p class="small">
        <span class="refusal-reason">{app.t(`reason.${one().refusal.reason}`)}</span> {one().refusal.advice}
      </p>
      <p class="appeal-words">
        <span class="muted small">{app.t('moderation.youSaid')}</span> {one().words}
      </p>
      <Show when={one().answer !== ''} fallback={<p class="muted small">{app.t('moderation.openText')}</p>}>
        <p class="appeal-answer">
          <span class="muted small">{app.t('moderation.answered')}</span> {one().answer}
        </p>
      </Show>
      <Show when={one().state === 'allowed'}>
        <p class="small">
          {app.t('moderation.allowedText')}{' '}
          <button type="button" class="link" onClick={() => void copy()}>
            {app.t('moderation.noAgain')}
          </button>
        </p>
      </Show>
    </li>
  );
}
