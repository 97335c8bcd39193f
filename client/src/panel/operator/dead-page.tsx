import { isErrorCode } from '@oto/schema/contract/errors';
import type { OperatorJob } from '@oto/schema/contract/operator';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { createDeeds, type Deeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { useOperatorQueue } from './queries.ts';
import { JobWords } from './queue-page.tsx';

/** What failed for a reason of ours, in the engine's own words, with every attempt. */
export function DeadPage() {
  const app = useApp();
  const asked = useOperatorQueue();
  const deeds = createDeeds();
  return (
    <>
      <Freshness asked={asked} />
      <p class="muted">{app.t('operator.deadLead')}</p>
      <Loaded asked={asked} lines={6}>
        {(queue) => (
          <Show when={queue().dead.length > 0} fallback={<Empty title={app.t('operator.noDead')} text={app.t('operator.noDeadText')} />}>
            <ul class="dead">
              <For each={queue().dead}>{(job) => <DeadLetter job={job} deeds={deeds} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
    </>
  );
}

function DeadLetter(props: { readonly job: OperatorJob; readonly deeds: Deeds }) {
  const app = useApp();
  const job = () => props.job;
  const key = () => `${job().id} retry`;
  return (
    <li class="dead-letter" data-testid="dead-letter" data-id={job().id}>
      <div class="dead-head">
        <JobWords job={job()} />
        <Show when={job().kept === null}>
          <ConfirmButton
            label={app.t('operator.retry')}
            ask={app.t('operator.retryAsk', { name: job().author.name })}
            yes={app.t('operator.retryYes')}
            icon={<RotateCcw size={16} aria-hidden="true" />}
            pending={props.deeds.busy() === key()}
            disabled={props.deeds.busy() !== null}
            onConfirm={() =>
              void props.deeds.perform(key(), () => app.api.retryJob(job().id), app.t('operator.retried', { name: job().author.name }), [
                KEYS.operator('queue'),
              ])
            }
            testid="dead-retry"
          />
        </Show>
      </div>
      <Show when={job().error}>
        {(error) => (
          <>
            <p class="dead-code">
              <code>{error().code}</code>
              <span class="small muted">{codeWords(app, error().code)}</span>
            </p>
            <Show when={error().detail}>{(detail) => <pre class="engine-detail">{detail()}</pre>}</Show>
          </>
        )}
      </Show>
      <Show when={job().attempts.length > 0}>
        <details class="attempts">
          <summary>{app.count('operator.attempts', job().attempts.length)}</summary>
          <ol>
            <For each={job().attempts}>{(attempt) => <AttemptLine attempt={attempt} />}</For>
          </ol>
        </details>
      </Show>
    </li>
  );
}

function AttemptLine(props: { readonly attempt: OperatorJob['attempts'][number] }) {
  const app = useApp();
  const lasted = () => {
    const { startedAt, endedAt } = props.attempt;
    return endedAt === null ? '' : app.format().duration(Date.parse(endedAt) - Date.parse(startedAt));
  };
  return (
    <li>
      <p class="small">
        <b>{app.t('operator.attempt', { n: props.attempt.attempt })}</b> {props.attempt.worker} ·{' '}
        {app.format().moment(props.attempt.startedAt)}
        <Show when={lasted()}>{(time) => <> · {time()}</>}</Show> <code>{props.attempt.code}</code>
      </p>
      <Show when={props.attempt.detail}>{(detail) => <pre class="engine-detail">{detail()}</pre>}</Show>
    </li>
  );
}

function codeWords(app: ReturnType<typeof useApp>, code: string): string {
  return isErrorCode(code) ? app.sentence({ code, fields: [] }) : '';
}
