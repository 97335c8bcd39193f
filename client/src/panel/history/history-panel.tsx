import type { Id } from '@oto/schema/base/id';
import type { Creation } from '@oto/schema/contract/creation';
import { useQuery } from '@tanstack/solid-query';
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import GitFork from 'lucide-solid/icons/git-fork';
import Spool from 'lucide-solid/icons/spool';
import { For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { KindMark } from '../ui/kind-mark.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Loaded } from '../ui/states.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';
import { StepRow } from './step-row.tsx';

/** How a creation was made: the agents used, one after the other along the cord, and what it was forked from. */
export function HistoryPanel(props: { readonly id: Id }) {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.creation(props.id),
    queryFn: async () => valueOf(await app.api.creation(props.id)),
    retry: false,
  }));
  return (
    <Sheet
      title={app.t('history.title')}
      kicker={
        <Show when={asked.data}>
          {(creation) => (
            <>
              {creation().title} · {creation().author.name}
            </>
          )}
        </Show>
      }
      testid="history"
      onClose={() => app.showSide(null)}
      footer={
        <div class="actions">
          <Button icon={<ArrowLeft size={18} aria-hidden="true" />} onPress={() => app.openNote(props.id)} data-testid="history-back">
            {app.t('history.back')}
          </Button>
          <Button
            icon={<Spool size={18} aria-hidden="true" />}
            onPress={() => app.board()?.pullCord({ creation: props.id, from: '' })}
            data-testid="history-pull"
          >
            {app.t('pull.follow')}
          </Button>
        </div>
      }
    >
      <Loaded asked={asked} lines={8}>
        {(creation) => (
          <>
            <Parents creation={creation()} />
            <ol class="history">
              <For each={creation().steps}>{(step) => <StepRow step={step} creation={creation()} />}</For>
              <li class="history-end" data-kind={creation().kind}>
                <span class="pin" aria-hidden="true" />
                <p class="history-note">
                  <KindMark kind={creation().kind} size={16} /> {creation().title}
                </p>
              </li>
            </ol>
            <p class="price-total">
              <span>{app.t('history.total')}</span>
              <strong>
                <TokenAmount n={creation().tokens} />
              </strong>
            </p>
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

function Parents(props: { readonly creation: Creation }) {
  const app = useApp();
  return (
    <Show when={props.creation.parents.length > 0}>
      <section class="said">
        <h3 class="subheading">{app.t('preview.parents')}</h3>
        <ul class="kin">
          <For each={props.creation.parents}>
            {(parent) => (
              <li>
                <button
                  type="button"
                  class="link"
                  onClick={() => app.showSide({ type: 'history', id: parent.id })}
                  data-testid="history-parent"
                >
                  <GitFork size={15} aria-hidden="true" /> {parent.title} <span class="muted">· {parent.author.name}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
