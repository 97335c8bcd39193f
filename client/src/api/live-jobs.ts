import type { ServerEvent } from '@oto/schema/contract/event';
import type { Job } from '@oto/schema/contract/job';
import { isFinal } from '@oto/schema/job/state';

/** A job with the latest of what it is writing or drawing. `delivered`: steps heard to be done. */
export type LiveJob = Job & { readonly text?: string; readonly preview?: string; readonly delivered?: number };

/** Newest first. A job that is over never comes back to life under the same attempt. */
export function mergeJob(jobs: readonly LiveJob[], job: Job): readonly LiveJob[] {
  const index = jobs.findIndex((known) => known.id === job.id);
  if (index < 0) return [job, ...jobs].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  const known = jobs[index] as LiveJob;
  if (isFinal(known.state) && !isFinal(job.state) && job.attempt <= known.attempt) return jobs;
  const kept = isFinal(job.state) || job.attempt !== known.attempt ? {} : liveParts(known);
  // A later attempt goes on from what was delivered.
  const delivered = known.delivered === undefined ? {} : { delivered: known.delivered };
  return jobs.with(index, { ...job, ...kept, ...delivered });
}

function liveParts(job: LiveJob): { readonly text?: string; readonly preview?: string } {
  return { ...(job.text === undefined ? {} : { text: job.text }), ...(job.preview === undefined ? {} : { preview: job.preview }) };
}

/** What is left of the time foretold, in proportion to what is left to do. `pct` is of the whole job. */
function left(job: LiveJob, pct: number): number | null {
  if (job.etaMs === null || pct <= job.pct || job.pct >= 100) return job.etaMs;
  return Math.round((job.etaMs * (100 - pct)) / (100 - job.pct));
}

/** A fresh list from the server: it wins, but for what only events carry. */
export function mergeJobs(known: readonly LiveJob[], fresh: readonly Job[]): readonly LiveJob[] {
  let jobs: readonly LiveJob[] = known.filter((job) => fresh.some((other) => other.id === job.id));
  for (const job of fresh) jobs = mergeJob(jobs, job);
  return jobs;
}

/** The jobs after an event. Events about anything else change nothing. */
export function reduceJobs(jobs: readonly LiveJob[], event: ServerEvent): readonly LiveJob[] {
  switch (event.type) {
    case 'job':
      return mergeJob(jobs, event.job);
    case 'progress': {
      const index = jobs.findIndex((job) => job.id === event.job);
      const job = jobs[index];
      if (job === undefined || isFinal(job.state)) return jobs;
      const { text: _text, preview: _preview, ...bare } = job;
      return jobs.with(index, {
        // The next step shows nothing of the one before.
        ...(event.step === job.step ? job : bare),
        state: 'running',
        position: null,
        step: event.step,
        phase: event.phase,
        pct: event.step === job.step ? Math.max(job.pct, event.pct) : event.pct,
        etaMs: left(job, event.pct),
        ...(event.text === undefined ? {} : { text: event.text }),
        ...(event.preview === undefined ? {} : { preview: event.preview }),
      });
    }
    case 'step': {
      const index = jobs.findIndex((job) => job.id === event.job);
      const job = jobs[index];
      if (job === undefined) return jobs;
      return jobs.with(index, { ...job, delivered: Math.max(job.delivered ?? 0, event.step + 1) });
    }
    case 'hello':
    case 'wallet':
    case 'purchase':
    case 'earned':
    case 'notification':
    case 'published':
    case 'forked':
    case 'flags':
    case 'notice':
      return jobs;
    default:
      return event satisfies never;
  }
}
