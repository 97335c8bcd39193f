import type { Creation, Step } from '@oto/schema/contract/creation';
import MapPin from 'lucide-solid/icons/map-pin';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { BuiltInBadge, KindBadge, TrainedBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { cordColour } from '../ui/post-it.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';
import { filesOf, givenTo } from './sources.ts';
import { StepGiven } from './step-given.tsx';
import { StepMedia } from './step-media.tsx';

const EXCERPT = 280;

/** One agent at work: what it was given, what it made, with what engine, for how much, in what time. */
export function StepRow(props: { readonly step: Step; readonly creation: Creation }) {
  const app = useApp();
  const step = () => props.step;

  /** The agent's place is asked when it is needed; an agent that is gone says so. */
  async function flyToAgent(): Promise<void> {
    const answer = await app.api.agent(step().agent.id);
    if (answer.ok) app.flyToNote(answer.value.id, answer.value.plot, { x: answer.value.seat[0], y: answer.value.seat[1] });
    else app.notify({ tone: 'error', title: app.sentence(answer.failure) });
  }

  return (
    <li class="history-step" style={{ '--pin': cordColour(step().agent.colour) }} data-testid="history-step" data-kind={step().kind}>
      <svg class="history-cord" viewBox="0 0 30 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M15 0C27 26 3 66 15 100" class="history-cord-shadow" />
        <path d="M15 0C27 26 3 66 15 100" class="history-cord-body" />
        <path d="M15 0C27 26 3 66 15 100" class="history-cord-twist" />
      </svg>
      <span class="pin" aria-hidden="true" />
      <div class="history-card">
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
          <Show when={step().trained} fallback={<BuiltInBadge />}>
            <TrainedBadge />
          </Show>
          <Show when={step().agent.editedSince}>
            <span class="badge badge-edited">{app.t('history.editedSince')}</span>
          </Show>
        </div>
        <h3 class="subheading">{app.t('history.given')}</h3>
        <StepGiven given={givenTo(step(), props.creation)} mine={props.creation.mine} />
        <Show when={step().instructions}>
          {(words) => (
            <details>
              <summary>{app.t('agent.instructions')}</summary>
              <p class="quoted">{words()}</p>
            </details>
          )}
        </Show>
        <h3 class="subheading">{app.t('history.output')}</h3>
        <Show when={step().output}>{(words) => <p class="quoted hand">{shorten(words(), EXCERPT)}</p>}</Show>
        <StepMedia
          kind={step().kind}
          files={filesOf(step(), props.creation)}
          label={app.t('history.made', { title: props.creation.title, n: step().index + 1 })}
        />
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
      </div>
    </li>
  );
}
