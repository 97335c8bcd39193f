import { isFinal } from '@oto/schema/job/state';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { JobCard } from './job-card.tsx';

/** Most cards that float at once; the tray has them all. */
const SHOWN = 2;

/** The running jobs, and those that ended since the page was opened, until they are put away. */
export function FloatingJobs() {
  const app = useApp();
  const since = new Date().toISOString();
  const [away, setAway] = createSignal<ReadonlySet<string>>(new Set());
  const shown = () =>
    app
      .jobs()
      .filter((job) => !away().has(job.id) && (!isFinal(job.state) || (job.finishedAt ?? '') >= since))
      .slice(0, SHOWN);
  return (
    <Show when={app.side()?.type !== 'tray' && shown().length > 0}>
      <section class="floating-jobs" aria-label={app.t('tray.jobs')}>
        <For each={shown().map((job) => job.id)}>
          {(id) => (
            <Show when={app.jobs().find((job) => job.id === id)}>
              {(job) => <JobCard job={job()} onDismiss={() => setAway(new Set([...away(), id]))} />}
            </Show>
          )}
        </For>
      </section>
    </Show>
  );
}
