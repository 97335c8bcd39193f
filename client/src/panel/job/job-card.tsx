import { Progress } from '@kobalte/core/progress';
import { isFinal } from '@oto/schema/job/state';
import { useQueryClient } from '@tanstack/solid-query';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import X from 'lucide-solid/icons/x';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { mergeJob, type LiveJob } from '../../api/live-jobs.ts';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { phaseText } from '../../app/phase.ts';
import { KEYS } from '../../app/query-keys.ts';
import { wishOf } from '../composer/sent-wishes.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { KindMark } from '../ui/kind-mark.tsx';
import { agentName, JobChain, useJobAgents } from './job-chain.tsx';
import { attemptOf, placeWords, refundWords, whyWords } from './job-words.ts';

/** One generation as it goes: place in the queue, step by step, preview; then what came of it, and of the tokens. */
export function JobCard(props: { readonly job: LiveJob; readonly onDismiss?: (() => void) | undefined }) {
  const app = useApp();
  const queries = useQueryClient();
  const [cancelling, setCancelling] = createSignal(false);
  const [reopening, setReopening] = createSignal(false);
  const agents = useJobAgents(() => props.job);
  const over = () => isFinal(props.job.state);
  const isChain = () => props.job.agents.length > 1;

  const line = () => {
    const job = props.job;
    switch (job.state) {
      case 'queued':
        return placeWords(app, job.position);
      case 'running': {
        const name = agentName(agents, job.agents[job.step]);
        const phase = phaseText(app.t, job.phase === '' ? 'starting' : job.phase);
        const doing = name === '' ? phase : app.t('job.doing', { name, phase });
        return isChain() ? app.t('job.step', { step: job.step + 1, steps: job.agents.length, phase: doing }) : doing;
      }
      case 'succeeded':
        return app.t('job.succeeded');
      case 'failed':
        return whyWords(app, job);
      case 'cancelled':
        return app.t('job.cancelled');
      default:
        return job.state satisfies never;
    }
  };

  async function cancel(): Promise<void> {
    setCancelling(true);
    const answer = await app.api.cancelJob(props.job.id);
    setCancelling(false);
    if (answer.ok) queries.setQueryData<readonly LiveJob[]>(KEYS.jobs, (jobs) => mergeJob(jobs ?? [], answer.value));
    else app.notify({ tone: 'error', title: app.sentence(answer.failure) });
  }

  /** Opens the composer on the same wish: agents still offered, words, and files where this page sent them. */
  async function again(): Promise<void> {
    setReopening(true);
    const answers = await Promise.all(props.job.agents.map((id) => app.api.agent(id)));
    setReopening(false);
    const wish = wishOf(props.job.id);
    app.showDialog({
      type: 'composer',
      agents: answers.flatMap((answer) => (answer.ok ? [answer.value] : [])),
      prompt: props.job.prompt,
      ...(wish === undefined ? {} : { wish }),
    });
  }

  return (
    <article class="job" data-kind={props.job.kind} data-state={props.job.state} data-testid="job-card" data-id={props.job.id}>
      <header class="job-head">
        <KindMark kind={props.job.kind} size={16} />
        <p class="hand job-prompt">{shorten(props.job.prompt, 64)}</p>
        <Show when={over() ? props.onDismiss : undefined}>
          {(dismiss) => (
            <IconButton class="small" label={app.t('action.dismiss')} onPress={() => dismiss()()}>
              <X size={15} />
            </IconButton>
          )}
        </Show>
      </header>
      <Show when={isChain()}>
        <JobChain job={props.job} agents={agents} />
      </Show>
      <p class="job-line" aria-live="polite" data-testid="job-state">
        {line()}
        <Show when={!over() && props.job.etaMs}>
          {(eta) => <span class="muted">, {app.t('job.eta', { time: app.format().about(eta()) })}</span>}
        </Show>
      </p>
      <Show when={attemptOf(props.job) > 1}>
        <p class="muted small job-attempt" data-testid="job-attempt">
          {app.t(over() ? 'job.attempts' : 'job.attempt', { nth: app.format().ordinal(attemptOf(props.job)), n: attemptOf(props.job) })}
        </p>
      </Show>
      <Show when={!over()}>
        <Progress
          value={props.job.pct}
          class="progress"
          indeterminate={props.job.state === 'queued'}
          getValueLabel={({ value }) => `${Math.round(value)} %`}
        >
          <Progress.Label class="sr-only">{app.t('job.progress')}</Progress.Label>
          <Progress.Track class="progress-track">
            <Progress.Fill class="progress-fill" />
          </Progress.Track>
          <Show when={props.job.state === 'running'}>
            <Progress.ValueLabel class="progress-value" data-testid="job-pct" />
          </Show>
        </Progress>
        <Show when={props.job.preview}>{(url) => <img class="job-preview" src={url()} alt={app.t('job.preview')} />}</Show>
        <Show when={props.job.preview === undefined ? props.job.text : undefined}>
          {(text) => (
            <p class="hand job-text" data-testid="job-text">
              {text()}
              <span class="job-pencil" aria-hidden="true" />
            </p>
          )}
        </Show>
      </Show>
      <Show when={over()}>
        <p class="job-returned" data-testid="job-returned">
          {refundWords(app, props.job)}
        </p>
      </Show>
      <div class="row end wrap job-actions">
        <Switch>
          <Match when={!over()}>
            <span class="muted small job-cancel-hint">{app.t('job.cancelGives', { back: app.count('tokens', props.job.price) })}</span>
            <Button look="quiet" pending={cancelling()} onPress={() => void cancel()} data-testid="job-cancel">
              {app.t('job.cancel')}
            </Button>
          </Match>
          <Match when={props.job.state === 'succeeded'}>
            <Button look="main" onPress={() => app.openNote(props.job.creation)} data-testid="job-open">
              {app.t('job.open')}
            </Button>
          </Match>
          <Match when={over()}>
            <Button
              look={props.job.kept === null ? 'main' : 'paper'}
              icon={<RotateCcw size={15} aria-hidden="true" />}
              pending={reopening()}
              onPress={() => void again()}
              data-testid="job-again"
            >
              {app.t('job.again')}
            </Button>
            <Show when={props.job.kept}>
              <Button look="main" onPress={() => app.openNote(props.job.creation)} data-testid="job-open-kept">
                {app.t('job.openKept')}
              </Button>
            </Show>
          </Match>
        </Switch>
      </div>
    </article>
  );
}
