import type { Claim } from '@oto/schema/contract/worker';
import type { WorkerApi } from '../api/client.ts';
import { backoffMs, pause } from '../api/backoff.ts';
import type { Engine } from '../engine/engine.ts';
import type { Log } from '../log.ts';
import type { Room } from './room.ts';

/** Somebody may be waiting for the job that the api has when it is back. */
const ASK_AGAIN_MOST_MS = 1000;
const WAIT_MS = 20_000;
/** Between an answer without a job and the next question. */
const GAP_MS = 20;
const LAST_WORD_MS = 5000;

export type ClaimSetting = {
  readonly api: WorkerApi;
  /** Jobs at once. */
  readonly concurrency: number;
  readonly room: Room;
  /** Never rejects. Takes its place on the job's first engine before its first await. */
  run(claim: Claim): Promise<unknown>;
  readonly log: Log;
  readonly random?: () => number;
};

/**
 * Claims for the engines that have room, until `stop`; then resolves once every running job has ended. When
 * an engine gets room that the waiting claim does not name, a new claim takes its place, so that no answer
 * is ever cut off with a job in it. A claim that is still unanswered at `stop` is waited for: the api ends it
 * when it hears that the worker drains. `cut` is for an api that does not hear; what it then hands out
 * comes back through its lease.
 */
export async function serveClaims(setting: ClaimSetting, stop: AbortSignal, cut: AbortSignal): Promise<void> {
  const jobs = new Set<Promise<unknown>>();
  const claims = new Set<Promise<void>>();
  const handedBack: Promise<void>[] = [];
  let asked: readonly Engine[] = [];
  let failures = 0;
  let changed = Promise.withResolvers<void>();
  const change = (): void => changed.resolve();
  setting.room.onLeave(change);
  stop.addEventListener('abort', change, { once: true });

  const accept = (claim: Claim): void => {
    if (jobs.size >= setting.concurrency) {
      handedBack.push(handBack(setting, claim));
      return;
    }
    const job = setting.run(claim).finally(() => {
      jobs.delete(job);
      change();
    });
    jobs.add(job);
  };
  const ask = async (engines: readonly Engine[]): Promise<void> => {
    asked = engines;
    const kinds = [...new Set(engines.map(({ kind }) => kind))];
    const answer = await setting.api.claim({ kinds, engines: engines.map(({ id }) => id) }, WAIT_MS, cut);
    if (answer.ok) {
      failures = 0;
      if (answer.value) accept(answer.value);
      else await pause(GAP_MS, stop);
    } else if (answer.code !== 'stopped') {
      failures += 1;
      setting.log.warn({ code: answer.code, detail: answer.detail, failures }, 'no claim');
      await pause(100 + Math.min(ASK_AGAIN_MOST_MS, backoffMs(failures, setting.random ?? Math.random)), stop);
    }
    if (asked === engines) asked = [];
  };
  while (!stop.aborted) {
    const open = jobs.size < setting.concurrency ? setting.room.open() : [];
    if (open.some((engine) => !asked.includes(engine))) {
      const claim = ask(open).finally(() => {
        claims.delete(claim);
        change();
      });
      claims.add(claim);
    }
    await changed.promise;
    changed = Promise.withResolvers<void>();
  }
  await Promise.all(claims);
  await Promise.all([...jobs, ...handedBack]);
}

/** Two claims may both be answered with a job: what there is no room for goes back at once. */
async function handBack(setting: ClaimSetting, claim: Claim): Promise<void> {
  const report = { attempt: claim.attempt, code: 'drained' as const, retryable: true, engineMessage: 'no room' };
  const answer = await setting.api.job(claim).fail(report, AbortSignal.timeout(LAST_WORD_MS));
  if (!answer.ok) setting.log.warn({ job: claim.job, code: answer.code }, 'not handed back; the lease will end');
}
