import { errorText, isErrorCode } from '@oto/schema/contract/errors';
import { FAILURES, isFinal } from '@oto/schema/job/state';
import type { LiveJob } from '../../api/live-jobs.ts';
import { frenchSpacing } from '../../i18n/french-spacing.ts';
import type { Language } from '../../i18n/language.ts';

type Words = Pick<Language, 't' | 'count' | 'format' | 'lang'>;

/** "3e dans la file". `ahead`: jobs before it, or null when that is not known. */
export function placeWords({ t, format }: Words, ahead: number | null): string {
  if (ahead === null) return t('job.waiting');
  return ahead === 0 ? t('job.next') : t('job.place', { nth: format().ordinal(ahead + 1) });
}

/** Which attempt it is on; 1 unless one was cut off. A waiting job has its next one before it. */
export function attemptOf(job: Pick<LiveJob, 'state' | 'attempt'>): number {
  return job.state === 'queued' ? job.attempt + 1 : job.attempt;
}

/** Steps that were delivered: as heard live, else by the step that the job stood at. */
export function keptSteps(job: LiveJob): number {
  return Math.max(1, job.delivered ?? job.step);
}

type StepState = 'done' | 'now' | 'failed' | 'next';

/** How far a step of the chain is. The one after what was delivered is being made, or is what failed. */
export function stepState(job: LiveJob, step: number): StepState {
  const made = job.kept === null ? (job.delivered ?? job.step) : keptSteps(job);
  if (job.state === 'succeeded' || step < made) return 'done';
  if (job.state === 'queued' || job.state === 'cancelled' || step > Math.max(job.step, made)) return 'next';
  return isFinal(job.state) ? 'failed' : 'now';
}

/** Why it failed, without what became of the tokens: that is told by `refundWords`. */
export function whyWords({ t, lang }: Words, job: LiveJob): string {
  const code = job.error?.code;
  const failure = FAILURES.find((one) => one === code);
  if (failure !== undefined) return t(`failure.${failure}`);
  if (!isErrorCode(code)) return t('notice.failed');
  return lang() === 'fr' ? frenchSpacing(errorText(code, 'fr')) : errorText(code, 'en');
}

/** What was taken and what came back. The job is over. */
export function refundWords({ t, count, format }: Words, job: LiveJob): string {
  const taken = job.charged ?? 0;
  const back = job.price - taken;
  const words = { taken: count('tokens', taken), back: count('tokens', back) };
  if (job.state === 'succeeded') return back === 0 ? t('job.paid', { taken: words.taken }) : t('job.paidLess', words);
  if (job.kept !== null) {
    const n = keptSteps(job);
    return t(`job.kept.${format().plural(n)}`, { n: format().number(n), ...words });
  }
  return back === 0 ? t('job.nothingTaken') : t('job.refunded', { back: words.back });
}
