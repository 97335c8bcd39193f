import type { Claim } from '@oto/schema/contract/worker';
import type { Kind } from '@oto/schema/board/kind';
import type { WorkerApi } from '../api/client.ts';
import { backoffMs, pause } from '../api/backoff.ts';
import type { Log } from '../log.ts';

const WAIT_MS = 20_000;

export type ClaimSetting = {
  readonly api: WorkerApi;
  readonly concurrency: number;
  /** Kinds that can be served now; none means no claim. */
  kinds(): Promise<readonly Kind[]>;
  /** Never rejects. */
  run(claim: Claim): Promise<unknown>;
  readonly log: Log;
  readonly random?: () => number;
};

/**
 * Claims while there is room, until `stop`; then resolves once every running job has ended.
 * A claim that the api hands out at the instant of `stop` comes back through its lease.
 */
export async function serveClaims(setting: ClaimSetting, stop: AbortSignal): Promise<void> {
  const running = new Set<Promise<unknown>>();
  let failures = 0;
  while (!stop.aborted) {
    if (running.size >= setting.concurrency) {
      await Promise.race([...running, aborted(stop)]);
      continue;
    }
    const kinds = await setting.kinds();
    if (kinds.length === 0) {
      await pause(1000, stop);
      continue;
    }
    const answer = await setting.api.claim(kinds, WAIT_MS, stop);
    if (!answer.ok) {
      if (answer.code === 'stopped') break;
      failures += 1;
      setting.log.warn({ code: answer.code, detail: answer.detail, failures }, 'no claim');
      await pause(100 + backoffMs(failures, setting.random ?? Math.random), stop);
      continue;
    }
    failures = 0;
    if (answer.value === null) {
      await pause(20, stop);
      continue;
    }
    const job = setting.run(answer.value).finally(() => running.delete(job));
    running.add(job);
  }
  await Promise.all(running);
}

function aborted(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null);
  const { promise, resolve } = Promise.withResolvers<null>();
  signal.addEventListener('abort', () => resolve(null), { once: true });
  return promise;
}
