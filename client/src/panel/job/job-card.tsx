import { Progress } from '@kobalte/core/progress';
import { isErrorCode } from '@oto/schema/contract/errors';
import { isFinal } from '@oto/schema/job/state';
import { useQueryClient } from '@tanstack/solid-query';
import X from 'lucide-solid/icons/x';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { mergeJob, type LiveJob } from '../../api/live-jobs.ts';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { phaseText } from '../../app/phase.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { KindMark } from '../ui/kind-mark.tsx';

/** One generation as it goes: place in the queue, progress, preview; then what came of it. */
export function JobCard(props: { readonly job: LiveJob; readonly onDismiss?: (() => void) | undefined }) {
  const app = useApp();
  const queries = useQueryClient();
  const [cancelling, setCancelling] = createSignal(false);
  const over = () => isFinal(props.job.state);
  const returned = () => app.count('tokens', props.job.price - (props.job.charged ?? 0));
  const line = () => {
    const job = props.job;
    switch (job.state) {
      case 'queued':
        return job.position === null || job.position === 0 ? app.t('job.next') : app.count('job.ahead', job.position);
      case 'running':
        return job.agents.length > 1
          ? app.t('job.step', { step: job.step + 1, steps: job.agents.length, phase: phaseText(app.t, job.phase) })
          : phaseText(app.t, job.phase);
      case 'succeeded':
        return app.t('job.succeeded');
      case 'failed':
        return isErrorCode(job.error?.code)
          ? app.sentence({ code: job.error.code, fields: [] })
          : (job.error?.message ?? app.t('notice.failed'));
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
      <p class="job-line" aria-live="polite" data-testid="job-state">
        {line()}
        <Show when={!over() && props.job.etaMs}>
          {(eta) => <span class="muted"> · {app.t('job.eta', { time: app.format().duration(eta()) })}</span>}
        </Show>
      </p>
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
        <Show when={props.job.text}>{(text) => <p class="hand job-text">{text()}</p>}</Show>
      </Show>
      <Switch>
        <Match when={props.job.state === 'succeeded'}>
          <div class="row end">
            <Button look="main" onPress={() => app.openNote(props.job.creation)} data-testid="job-open">
              {app.t('job.open')}
            </Button>
          </div>
        </Match>
        <Match when={props.job.state === 'failed' || props.job.state === 'cancelled'}>
          <p class="job-returned" data-testid="job-returned">
            {app.t('job.returned', { tokens: returned() })}
          </p>
        </Match>
        <Match when={!over()}>
          <div class="row end">
            <Button look="quiet" pending={cancelling()} onPress={() => void cancel()} data-testid="job-cancel">
              {app.t('job.cancel')}
            </Button>
          </div>
        </Match>
      </Switch>
    </article>
  );
}
