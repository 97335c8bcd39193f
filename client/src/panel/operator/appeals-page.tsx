import { DecisionRequest, type OperatorAppeal } from '@oto/schema/contract/moderation';
import Check from 'lucide-solid/icons/check';
import ShieldX from 'lucide-solid/icons/shield-x';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { MarkedText } from '../moderation/marked-text.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { createDeeds, type Deeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { useAllAppeals } from './queries.ts';

const LEAST = DecisionRequest.shape.answer.minLength ?? 3;
const MOST = DecisionRequest.shape.answer.maxLength ?? 1000;

/** Refusals that people dispute: open ones first. */
export function AppealsPage() {
  const app = useApp();
  const asked = useAllAppeals();
  const deeds = createDeeds();
  return (
    <>
      <Freshness asked={asked} />
      <Loaded asked={asked} lines={6}>
        {(appeals) => {
          const open = () => appeals().filter((one) => one.state === 'open');
          const decided = () => appeals().filter((one) => one.state !== 'open');
          return (
            <>
              <Show when={open().length > 0} fallback={<Empty title={app.t('operator.noAppeal')} text={app.t('operator.noAppealText')} />}>
                <ul class="appeals">
                  <For each={open()}>{(appeal) => <OpenAppeal appeal={appeal} deeds={deeds} />}</For>
                </ul>
              </Show>
              <Show when={decided().length > 0}>
                <h3 class="subheading">{app.t('operator.decided')}</h3>
                <ul class="appeals">
                  <For each={decided()}>{(appeal) => <DecidedAppeal appeal={appeal} />}</For>
                </ul>
              </Show>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Case(props: { readonly appeal: OperatorAppeal }) {
  const app = useApp();
  const one = () => props.appeal;
  return (
    <>
      <p class="appeal-head">
        <span>
          <b>{one().member.name}</b> <span class="muted">@{one().member.handle}</span>
        </span>
        <span class="muted small">
          <Show when={one().state !== 'open'}>
            <b class="appeal-state">{app.t(`moderation.state.${one().state}`)}</b> ·{' '}
          </Show>
          {app.format().since(one().decidedAt ?? one().createdAt, Date.now())}
        </span>
      </p>
      <MarkedText text={one().prompt} passage={one().refusal.passage} />
      <p class="small">
        <span class="refusal-reason">{app.t(`reason.${one().refusal.reason}`)}</span> <span class="muted">{one().refusal.advice}</span>
      </p>
      <p class="appeal-words">
        <span class="muted small">{app.t('operator.theySay')}</span> {one().words}
      </p>
    </>
  );
}

function OpenAppeal(props: { readonly appeal: OperatorAppeal; readonly deeds: Deeds }) {
  const app = useApp();
  const [answer, setAnswer] = createSignal('');
  const ready = () => answer().trim().length >= LEAST;
  const key = (decision: string) => `${props.appeal.id} ${decision}`;

  function decide(decision: 'allowed' | 'kept'): void {
    void props.deeds.perform(
      key(decision),
      () => app.api.decideAppeal(props.appeal.id, { decision, answer: answer().trim() }),
      app.t(decision === 'allowed' ? 'operator.allowed' : 'operator.kept', { name: props.appeal.member.name }),
      [KEYS.operator('appeals')],
    );
  }

  return (
    <li class="appeal" data-state="open" data-testid="operator-appeal" data-id={props.appeal.id}>
      <Case appeal={props.appeal} />
      <Field
        label={app.t('operator.answer', { name: props.appeal.member.name })}
        value={answer()}
        onInput={setAnswer}
        rows={2}
        max={MOST}
        hint={ready() ? undefined : app.t('operator.answerHint')}
        testid="appeal-answer"
      />
      <div class="row wrap">
        <ConfirmButton
          label={app.t('operator.allow')}
          ask={app.t('operator.allowAsk', { name: props.appeal.member.name })}
          yes={app.t('operator.allowYes')}
          icon={<Check size={16} aria-hidden="true" />}
          pending={props.deeds.busy() === key('allowed')}
          disabled={!ready() || props.deeds.busy() !== null}
          onConfirm={() => decide('allowed')}
          testid="appeal-allow"
        />
        <ConfirmButton
          danger
          label={app.t('operator.keep')}
          ask={app.t('operator.keepAsk', { name: props.appeal.member.name })}
          yes={app.t('operator.keepYes')}
          icon={<ShieldX size={16} aria-hidden="true" />}
          pending={props.deeds.busy() === key('kept')}
          disabled={!ready() || props.deeds.busy() !== null}
          onConfirm={() => decide('kept')}
          testid="appeal-keep"
        />
      </div>
    </li>
  );
}

function DecidedAppeal(props: { readonly appeal: OperatorAppeal }) {
  const app = useApp();
  return (
    <li class="appeal" data-state={props.appeal.state}>
      <Case appeal={props.appeal} />
      <p class="appeal-answer">
        <span class="muted small">{app.t('moderation.answered')}</span> {props.appeal.answer}
      </p>
    </li>
  );
}
