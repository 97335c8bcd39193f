import { REPORT_REASONS, StatementDecision, type OperatorStatement } from '@oto/schema/contract/safety';
import Check from 'lucide-solid/icons/check';
import ShieldX from 'lucide-solid/icons/shield-x';
import { createSignal } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Field } from '../ui/field.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import type { Deeds } from './deeds.ts';

const LEAST = StatementDecision.shape.answer.minLength ?? 3;
const MOST = StatementDecision.shape.answer.maxLength ?? 1000;

/** A decision that its member disputes. Another operator than the one who took it answers. */
export function DisputedCard(props: { readonly statement: OperatorStatement; readonly deeds: Deeds }) {
  const app = useApp();
  const one = () => props.statement;
  const [answer, setAnswer] = createSignal('');
  const ready = () => answer().trim().length >= LEAST;
  const key = (decision: string) => `${one().id} ${decision}`;
  const name = () => one().member?.name ?? app.t('person.gone');

  function decide(decision: 'lifted' | 'kept'): void {
    void props.deeds.perform(
      key(decision),
      () => app.api.decideStatement(one().id, { decision, answer: answer().trim() }),
      app.t(decision === 'lifted' ? 'safety.nowLifted' : 'safety.nowKept'),
      [KEYS.operator('statements'), KEYS.operator('reports')],
    );
  }

  return (
    <li class="appeal" data-state="open" data-testid="disputed" data-id={one().id}>
      <p class="appeal-head">
        <span>
          <b>{name()}</b> <span class="muted">· {app.t(`safety.did.${one().sanction}`)}</span>
        </span>
        <time class="muted small" dateTime={one().appeal?.at}>
          {app.format().since(one().appeal?.at ?? one().createdAt, Date.now())}
        </time>
      </p>
      <p>
        <b>{one().title || app.t(`safety.of.${one().subject}`)}</b>{' '}
        <span class="muted small">
          {app.t(`safety.ground.${one().ground}`)} · {REPORT_REASONS[one().reason][app.lang()]}
        </span>
      </p>
      <p class="small">{one().facts}</p>
      <p class="appeal-words">
        <span class="muted small">{app.t('operator.theySay')}</span> {one().appeal?.words}
      </p>
      <Field
        label={app.t('operator.answer', { name: name() })}
        value={answer()}
        onInput={setAnswer}
        rows={2}
        max={MOST}
        testid="disputed-answer"
      />
      <div class="row wrap">
        <ConfirmButton
          label={app.t('safety.lift')}
          ask={app.t('safety.liftAsk')}
          yes={app.t('safety.yes')}
          icon={<Check size={16} aria-hidden="true" />}
          pending={props.deeds.busy() === key('lifted')}
          disabled={!ready() || props.deeds.busy() !== null}
          onConfirm={() => decide('lifted')}
          testid="disputed-lift"
        />
        <ConfirmButton
          danger
          label={app.t('safety.keep')}
          ask={app.t('safety.keepAsk')}
          yes={app.t('safety.yes')}
          icon={<ShieldX size={16} aria-hidden="true" />}
          pending={props.deeds.busy() === key('kept')}
          disabled={!ready() || props.deeds.busy() !== null}
          onConfirm={() => decide('kept')}
          testid="disputed-keep"
        />
      </div>
    </li>
  );
}
