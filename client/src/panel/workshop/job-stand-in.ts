import { newId } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { Job } from '@oto/schema/contract/job';
import { isFinal } from '@oto/schema/job/state';
import { AGENTS, CREATIONS, JOBS, picture } from './fixtures.ts';

/** What the workshop can be opened with: jobs as they stand, none of them moving. */
export type JobScene = keyof typeof JOBS;

type Wish = { readonly agents: Job['agents']; readonly prompt: string; readonly where: Job['where'] };

const TEXT =
  'Au bout de la jetée, la lampe tourne sans jamais rien montrer de la mer. Elle n’éclaire que ce dont on se souvient : une robe';

/** A queue of one's own: every wish waits a little, then goes step by step. A prompt with "échec" fails at its last step. */
export function createJobStandIn(emit: (event: ServerEvent) => void, scene: JobScene | null) {
  let jobs: readonly Job[] = scene === null ? [] : JOBS[scene];
  const now = (): string => new Date().toISOString();

  function set(id: string, change: Partial<Job>): void {
    jobs = jobs.map((job) => (job.id === id ? { ...job, ...change } : job));
    const job = jobs.find((one) => one.id === id);
    if (job !== undefined) emit({ type: 'job', at: now(), job });
  }

  /** Looks as an engine would: a few reports, then the next step. */
  function run(id: Job['id']): void {
    const plan: (() => void)[] = [() => set(id, { position: 1, etaMs: 12_000 }), () => set(id, { position: 0, etaMs: 6000 })];
    const agents = jobs.find((job) => job.id === id)?.agents ?? [];
    agents.forEach((agent, step) => {
      if (step === 0) plan.push(() => set(id, { state: 'running', position: null, attempt: 1 }));
      const kind = AGENTS.find((one) => one.id === agent)?.kind ?? 'text';
      const phase = kind === 'text' ? 'writing' : kind === 'image' ? 'painting' : kind === 'video' ? 'rendering' : 'speaking';
      for (const pct of [12, 45, 80]) {
        plan.push(() =>
          emit({
            type: 'progress',
            at: now(),
            job: id,
            step,
            phase,
            pct,
            ...(kind === 'text' ? { text: TEXT.slice(0, pct * 2) } : {}),
            ...(kind === 'image' || kind === 'video' ? { preview: picture('Aperçu', '#d1728f') } : {}),
          }),
        );
      }
      plan.push(() => emit({ type: 'step', at: now(), job: id, step, engine: 'oto', model: 'classique-1', tokens: 4, durationMs: 2000 }));
    });
    plan.push(() => {
      const job = jobs.find((one) => one.id === id);
      if (job?.prompt.includes('échec') === true) {
        const kept = agents.length > 1 ? 'text' : null;
        set(id, {
          state: 'failed',
          kept,
          charged: kept === null ? 0 : 6,
          step: agents.length - 1,
          error: { code: 'engine_oom', message: '' },
          finishedAt: now(),
        });
      } else set(id, { state: 'succeeded', pct: 100, charged: 9, finishedAt: now() });
    });
    plan.forEach((act, index) =>
      setTimeout(
        () => {
          const job = jobs.find((one) => one.id === id);
          if (job !== undefined && !isFinal(job.state)) act();
        },
        900 * (index + 1),
      ),
    );
  }

  const still = scene === 'running' ? jobs[0] : undefined;
  if (still !== undefined) {
    setTimeout(() => {
      emit({ type: 'step', at: now(), job: still.id, step: 0, engine: 'oto', model: 'classique-1', tokens: 4, durationMs: 2000 });
      const { id: job, step, phase, pct } = still;
      emit({ type: 'progress', at: now(), job, step, phase, pct, preview: picture('Aperçu', '#d1728f') });
    }, 1500);
  }

  return {
    all: () => jobs,
    generate(kind: Kind, wish: Wish): unknown {
      const job: Job = {
        id: newId(),
        creation: CREATIONS.find((one) => one.kind === kind)?.id ?? newId(),
        kind,
        state: 'queued',
        where: wish.where,
        prompt: wish.prompt,
        agents: wish.agents,
        position: 2,
        etaMs: 18_000,
        pct: 0,
        phase: 'queued',
        step: 0,
        attempt: 0,
        price: 12,
        charged: null,
        kept: null,
        error: null,
        plot: { x: 2, y: 0 },
        createdAt: now(),
        finishedAt: null,
      };
      jobs = [job, ...jobs];
      run(job.id);
      return { job };
    },
    cancel(id: string): Job | undefined {
      set(id, { state: 'cancelled', charged: 0, finishedAt: now() });
      return jobs.find((job) => job.id === id);
    },
  };
}
