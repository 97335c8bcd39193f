import type { Id } from '@oto/schema/base/id';
import type { Creation, Step } from '@oto/schema/contract/creation';
import { useQuery } from '@tanstack/solid-query';
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import GitFork from 'lucide-solid/icons/git-fork';
import MapPin from 'lucide-solid/icons/map-pin';
import { For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { KEYS } from '../../app/query-keys.ts';
import { BuiltInBadge, KindBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { cordColour } from '../ui/post-it.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Loaded } from '../ui/states.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';

/** How a creation was made: the agents used, one after the other, and what it was forked from. */
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
        </div>
      }
    >
      <Loaded asked={asked} lines={8}>
        {(creation) => (
          <>
            <Parents creation={creation()} />
            <ol class="history">
              <For each={creation().steps}>{(step) => <StepView step={step} />}</For>
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

function StepView(props: { readonly step: Step }) {
  const app = useApp();
  const step = () => props.step;

  /** The agent's place is asked when it is needed; an agent that is gone says so. */
  async function flyToAgent(): Promise<void> {
    const answer = await app.api.agent(step().agent.id);
    if (answer.ok) app.flyToNote(answer.value.id, answer.value.plot, { x: answer.value.seat[0], y: answer.value.seat[1] });
    else app.notify({ tone: 'error', title: app.sentence(answer.failure) });
  }

  return (
    <li class="history-step" style={{ '--pin': cordColour(step().agent.colour) }} data-testid="history-step">
      <span class="pin" aria-hidden="true" />
      <div class="history-head">
        <div>
          <p class="history-name">{step().agent.name}</p>
          <p class="muted small">
            {step().agent.role === '' ? step().agent.owner.name : `${step().agent.role} · ${step().agent.owner.name}`}
          </p>
        </div>
        <Button look="quiet" icon={<MapPin size={16} aria-hidden="true" />} onPress={() => void flyToAgent()} data-testid="history-fly">
          {app.t('history.fly')}
        </Button>
      </div>
      <div class="row wrap">
        <KindBadge kind={step().kind} />
        <Show when={!step().trained}>
          <BuiltInBadge />
        </Show>
        <Show when={step().agent.editedSince}>
          <span class="badge badge-edited">{app.t('history.editedSince')}</span>
        </Show>
      </div>
      <h4 class="subheading">{app.t('preview.prompt')}</h4>
      <p class="quoted">{step().prompt}</p>
      <Show when={step().instructions}>
        {(words) => (
          <details>
            <summary>{app.t('agent.instructions')}</summary>
            <p class="quoted">{words()}</p>
          </details>
        )}
      </Show>
      <Show when={step().output}>
        {(words) => (
          <>
            <h4 class="subheading">{app.t('history.output')}</h4>
            <p class="quoted hand">{shorten(words(), 280)}</p>
          </>
        )}
      </Show>
      <dl class="facts">
        <div>
          <dt>{app.t('agent.engine')}</dt>
          <dd>{step().engineName}</dd>
        </div>
        <div>
          <dt>{app.t('agent.model')}</dt>
          <dd>{step().model}</dd>
        </div>
        <div>
          <dt>{app.t('preview.cost')}</dt>
          <dd>
            <TokenAmount n={step().tokens} />
          </dd>
        </div>
        <div>
          <dt>{app.t('history.time')}</dt>
          <dd>{app.t('history.seconds', { n: app.format().number(Math.round(step().durationMs / 100) / 10) })}</dd>
        </div>
      </dl>
    </li>
  );
}
