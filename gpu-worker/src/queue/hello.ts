import type { WorkerHello } from '@oto/schema/contract/worker';
import type { WorkerApi } from '../api/client.ts';
import { backoffMs, pause } from '../api/backoff.ts';
import type { Engine, Health } from '../engine/engine.ts';
import type { Registry } from '../engine/registry.ts';
import type { Log } from '../log.ts';
import type { KindLimits } from './room.ts';

const BEAT_MS = 10_000;
/** An engine that does not say how it is by then is unhealthy: it must not keep the worker from being heard. */
const HEALTH_MS = 4000;

/** Whether the worker still takes work, and how much at once. */
export type Offer = {
  readonly instance: string;
  readonly concurrency: number;
  readonly limits: KindLimits;
  readonly draining: () => boolean;
};

/** Every engine with its health as of now, and how many runs of it this worker does at once. */
export async function helloReport(worker: string, engines: Registry, offer: Offer): Promise<WorkerHello> {
  return {
    worker,
    instance: offer.instance,
    draining: offer.draining(),
    engines: await Promise.all(
      engines.all.map(async (engine) => {
        const health = await healthOf(engine);
        return {
          id: engine.id,
          kind: engine.kind,
          name: engine.displayName,
          models: [...engine.models],
          trained: engine.trained,
          ceiling: engine.ceiling,
          accepts: [...engine.accepts],
          slots: Math.min(engine.slots, offer.concurrency, offer.limits.get(engine.kind) ?? engine.slots),
          healthy: health.healthy,
          ...(health.detail === undefined ? {} : { detail: health.detail.slice(0, 300) }),
        };
      }),
    ),
  };
}

async function healthOf(engine: Engine): Promise<Health> {
  const late = new AbortController();
  const silence = pause(HEALTH_MS, late.signal).then(() => ({ healthy: false, detail: `no word within ${HEALTH_MS / 1000} s` }));
  const health = engine.health().catch((thrown: unknown) => ({ healthy: false, detail: String(thrown) }));
  const first = await Promise.race([health, silence]);
  late.abort();
  return first;
}

/**
 * Says hello every 10 s until `stop`, sooner after a failure, and at once when `drain` aborts: the api then
 * hands this worker nothing more.
 */
export async function keepSayingHello(
  api: WorkerApi,
  report: () => Promise<WorkerHello>,
  log: Log,
  stop: AbortSignal,
  drain: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    const wasDraining = drain.aborted;
    const until = wasDraining ? stop : AbortSignal.any([stop, drain]);
    const answer = await api.hello(await report(), stop);
    if (answer.ok) {
      if (failures > 0) log.info({ failures }, 'the api is back');
      failures = 0;
      await pause(BEAT_MS, until);
      continue;
    }
    if (answer.code === 'stopped') return;
    failures += 1;
    log.warn({ code: answer.code, detail: answer.detail, failures }, 'hello not delivered');
    await pause(Math.min(BEAT_MS, 250 + backoffMs(failures, Math.random)), until);
  }
}
