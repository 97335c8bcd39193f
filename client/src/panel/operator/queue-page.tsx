import type { OperatorJob, OperatorQueue } from '@oto/schema/contract/operator';
import ArrowDown from 'lucide-solid/icons/arrow-down';
import ArrowUp from 'lucide-solid/icons/arrow-up';
import X from 'lucide-solid/icons/x';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { KindMark } from '../ui/kind-mark.tsx';
import { Loaded } from '../ui/states.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { createDeeds, type Deeds } from './deeds.ts';
import { priorityOf } from './fleet.ts';
import { Freshness } from './freshness.tsx';
import { useOperatorQueue } from './queries.ts';

const TOUCHES = [KEYS.operator('queue'), KEYS.operator('workers')];

/** What waits, in the order it will be taken, and what runs. */
export function QueuePage() {
  const app = useApp();
  const asked = useOperatorQueue();
  const deeds = createDeeds();
  return (
    <>
      <Freshness asked={asked} />
      <Loaded asked={asked} lines={6}>
        {(queue) => (
          <>
            <ul class="kind-counts">
              <For each={queue().counts}>{(count) => <KindCount count={count} />}</For>
            </ul>
            <h3 class="subheading">{app.t('operator.waiting', { n: app.format().number(queue().waiting.length) })}</h3>
            <Show when={queue().waiting.length > 0} fallback={<p class="muted">{app.t('operator.noWaiting')}</p>}>
              <ol class="queue">
                <For each={queue().waiting}>{(job, index) => <WaitingRow job={job} place={index() + 1} deeds={deeds} />}</For>
              </ol>
            </Show>
            <h3 class="subheading">{app.t('operator.running', { n: app.format().number(queue().running.length) })}</h3>
            <Show when={queue().running.length > 0} fallback={<p class="muted">{app.t('operator.noRunning')}</p>}>
              <ul class="queue">
                <For each={queue().running}>{(job) => <RunningRow job={job} deeds={deeds} />}</For>
              </ul>
            </Show>
          </>
        )}
      </Loaded>
    </>
  );
}

function KindCount(props: { readonly count: OperatorQueue['counts'][number] }) {
  const app = useApp();
  const parts = ['waiting', 'running', 'doneLastHour', 'failedLastHour'] as const;
  return (
    <li class="kind-count" data-kind={props.count.kind}>
      <p class="kind-count-name">
        <KindMark kind={props.count.kind} size={17} /> {app.t(`kinds.${props.count.kind}`)}
      </p>
      <dl>
        <For each={parts}>
          {(part) => (
            <div classList={{ none: props.count[part] === 0, bad: part === 'failedLastHour' && props.count[part] > 0 }}>
              <dt>{app.t(`operator.count.${part}`)}</dt>
              <dd class="number">{app.format().number(props.count[part])}</dd>
            </div>
          )}
        </For>
      </dl>
    </li>
  );
}

/** Who asked for what, when, and at what price; `children` of the row say the rest. */
export function JobWords(props: { readonly job: OperatorJob }) {
  const app = useApp();
  const job = () => props.job;
  return (
    <div class="queue-words">
      <p>
        <span class="badge" data-kind={job().kind}>
          <KindMark kind={job().kind} size={14} />
          {app.t(`kind.${job().kind}`)}
        </span>{' '}
        <b>@{job().author.handle}</b> <span class="muted">{app.format().since(job().createdAt, Date.now())}</span>
      </p>
      <p class="small muted">
        {app.count('tokens', job().price)}
        <Show when={job().steps > 1}> · {app.count('operator.steps', job().steps)}</Show>
        <Show when={job().attempts.length > 0}> · {app.count('operator.attempts', job().attempts.length)}</Show> · <code>{job().id}</code>
      </p>
    </div>
  );
}

function WaitingRow(props: { readonly job: OperatorJob; readonly place: number; readonly deeds: Deeds }) {
  const app = useApp();
  const priority = () => priorityOf(props.job);
  const name = () => `@${props.job.author.handle}`;

  function move(to: number): void {
    void props.deeds.perform(
      `${props.job.id} priority`,
      () => app.api.setPriority(props.job.id, to),
      app.t('operator.moved', { name: name(), priority: app.t(`operator.priority.${priorityOf({ priority: to })}`) }),
      TOUCHES,
    );
  }

  return (
    <li class="queue-row" data-testid="queue-waiting" data-id={props.job.id}>
      <span class="queue-place number" aria-hidden="true">
        {props.place}
      </span>
      <span class="sr-only">{app.t('operator.place', { n: props.place })}</span>
      <JobWords job={props.job} />
      <div class="queue-deeds">
        <div class="priority" role="group" aria-label={app.t('operator.priority')}>
          <IconButton
            class="small"
            words="top"
            label={app.t('operator.up')}
            disabled={priority() === 2 || props.deeds.busy() !== null}
            testid="priority-up"
            onPress={() => move(priority() + 1)}
          >
            <ArrowUp size={17} />
          </IconButton>
          <span class="priority-name" data-priority={priority()}>
            {app.t(`operator.priority.${priority()}`)}
          </span>
          <IconButton
            class="small"
            words="top"
            label={app.t('operator.down_')}
            disabled={priority() === -1 || props.deeds.busy() !== null}
            testid="priority-down"
            onPress={() => move(priority() - 1)}
          >
            <ArrowDown size={17} />
          </IconButton>
        </div>
        <CancelButton job={props.job} deeds={props.deeds} />
      </div>
    </li>
  );
}

function RunningRow(props: { readonly job: OperatorJob; readonly deeds: Deeds }) {
  const app = useApp();
  return (
    <li class="queue-row" data-testid="queue-running" data-id={props.job.id}>
      <JobWords job={props.job} />
      <p class="queue-where">
        <b>{props.job.worker}</b>
        <span class="small muted">
          {app.t('operator.stepOf', { step: props.job.step + 1, steps: props.job.steps })}
          <Show when={props.job.startedAt}>{(at) => <>, {app.format().since(at(), Date.now())}</>}</Show>
        </span>
      </p>
      <div class="queue-deeds">
        <CancelButton job={props.job} deeds={props.deeds} />
      </div>
    </li>
  );
}

function CancelButton(props: { readonly job: OperatorJob; readonly deeds: Deeds }) {
  const app = useApp();
  const key = () => `${props.job.id} cancel`;
  return (
    <ConfirmButton
      danger
      label={app.t('operator.cancel')}
      ask={app.t('operator.cancelAsk', { tokens: app.count('tokens', props.job.price), name: props.job.author.name })}
      yes={app.t('operator.cancelYes')}
      icon={<X size={16} aria-hidden="true" />}
      pending={props.deeds.busy() === key()}
      disabled={props.deeds.busy() !== null}
      onConfirm={() =>
        void props.deeds.perform(
          key(),
          () => app.api.cancelAnyJob(props.job.id),
          app.t('operator.cancelled', { tokens: app.count('tokens', props.job.price), name: props.job.author.name }),
          TOUCHES,
        )
      }
      testid="job-cancel-any"
    />
  );
}
