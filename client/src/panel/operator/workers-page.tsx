import type { OperatorJob, OperatorWorker } from '@oto/schema/contract/operator';
import Cog from 'lucide-solid/icons/cog';
import Server from 'lucide-solid/icons/server';
import Sparkles from 'lucide-solid/icons/sparkles';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KindMark } from '../ui/kind-mark.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { kindsWithout, slotsOf } from './fleet.ts';
import { Freshness } from './freshness.tsx';
import { useOperatorQueue, useWorkers } from './queries.ts';

/** Who makes things, on which engines, and how they are. */
export function WorkersPage() {
  const app = useApp();
  const asked = useWorkers();
  const queue = useOperatorQueue();
  const missing = () => kindsWithout(asked.data ?? []);
  return (
    <>
      <Freshness asked={asked} />
      <Loaded asked={asked} lines={6}>
        {(workers) => (
          <>
            <Show when={missing().length > 0}>
              <p class="operator-alarm" role="status" data-testid="operator-missing">
                <TriangleAlert size={19} aria-hidden="true" />
                {app.t('operator.missing', {
                  kinds: app.format().list(missing().map((kind) => app.t(`kinds.${kind}`).toLocaleLowerCase(app.lang()))),
                })}
              </p>
            </Show>
            <Show when={workers().length > 0} fallback={<Empty title={app.t('operator.noWorker')} text={app.t('operator.noWorkerText')} />}>
              <ul class="workers">
                <For each={workers()}>
                  {(worker) => <WorkerCard worker={worker} jobs={queue.data?.running.filter((job) => job.worker === worker.name) ?? []} />}
                </For>
              </ul>
            </Show>
          </>
        )}
      </Loaded>
    </>
  );
}

function WorkerCard(props: { readonly worker: OperatorWorker; readonly jobs: readonly OperatorJob[] }) {
  const app = useApp();
  const state = () => {
    if (!props.worker.live) return 'silent';
    return props.worker.draining ? 'draining' : 'live';
  };
  return (
    <li class="worker" data-state={state()} data-testid="worker" data-name={props.worker.name}>
      <div class="worker-head">
        <Server size={20} aria-hidden="true" />
        <h3 class="worker-name">{props.worker.name}</h3>
        <span class="state-chip" data-state={state()}>
          {app.t(`operator.worker.${state()}`)}
        </span>
        <span class="muted small">{app.t('operator.seen', { when: app.format().since(props.worker.seenAt, Date.now()) })}</span>
        <span class="worker-load number">{app.t('operator.load', { running: props.worker.running, slots: slotsOf(props.worker) })}</span>
      </div>
      <Show when={state() === 'draining'}>
        <p class="small muted">{app.t('operator.drainingText')}</p>
      </Show>
      <Show when={props.jobs.length > 0}>
        <ul class="worker-jobs">
          <For each={props.jobs}>
            {(job) => (
              <li>
                <KindMark kind={job.kind} size={15} />
                <span class="sr-only">{app.t(`kind.${job.kind}`)}</span> @{job.author.handle}
                <span class="muted">
                  {app.t('operator.stepOf', { step: job.step + 1, steps: job.steps })}
                  <Show when={job.startedAt}>{(at) => <>, {app.format().since(at(), Date.now())}</>}</Show>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <ul class="engines">
        <For each={props.worker.engines} fallback={<li class="muted small">{app.t('operator.noEngine')}</li>}>
          {(engine) => <EngineRow engine={engine} />}
        </For>
      </ul>
    </li>
  );
}

function EngineRow(props: { readonly engine: OperatorWorker['engines'][number] }) {
  const app = useApp();
  const one = () => props.engine;
  return (
    <li class="engine" data-kind={one().kind} data-healthy={one().healthy}>
      <span class="engine-kind">
        <KindMark kind={one().kind} size={17} />
        <span class="sr-only">{app.t(`kind.${one().kind}`)}</span>
      </span>
      <div class="engine-words">
        <p>
          <b>{one().name}</b> <code class="muted">{one().id}</code>
        </p>
        <p class="small muted">
          {one().models.join(', ')}
          <Show when={one().accepts.length > 0}>
            {' · '}
            {app.t('operator.accepts', { what: app.format().list(one().accepts.map((role) => app.t(`operator.role.${role}`))) })}
          </Show>
        </p>
        <Show when={one().detail}>{(detail) => <p class="engine-detail">{detail()}</p>}</Show>
      </div>
      <div class="engine-facts">
        <span class="state-chip" data-state={one().healthy ? 'live' : 'down'}>
          {app.t(one().healthy ? 'operator.healthy' : 'operator.down')}
        </span>
        <span class="small muted">{app.count('operator.slots', one().slots)}</span>
        <span class="small muted">{app.t('agent.ceiling', { tokens: app.count('tokens', one().ceiling) })}</span>
        <span class="small muted engine-trained">
          <Show when={one().trained} fallback={<Cog size={13} aria-hidden="true" />}>
            <Sparkles size={13} aria-hidden="true" />
          </Show>
          {app.t(one().trained ? 'verify.trained' : 'operator.untrained')}
        </span>
      </div>
    </li>
  );
}
