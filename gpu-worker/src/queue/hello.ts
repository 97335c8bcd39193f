import type { WorkerHello } from '@oto/schema/contract/worker';
import type { WorkerApi } from '../api/client.ts';
import { backoffMs, pause } from '../api/backoff.ts';
import type { Registry } from '../engine/registry.ts';
import type { Log } from '../log.ts';

const BEAT_MS = 10_000;

/** Every engine with its health as of now; an engine whose check throws is unhealthy. */
export async function helloReport(worker: string, engines: Registry): Promise<WorkerHello> {
  return {
    worker,
    draining: false,
    engines: await Promise.all(
      engines.all.map(async (engine) => {
        const health = await engine.health().catch((thrown: unknown) => ({ healthy: false, detail: String(thrown) }));
        const detail = 'detail' in health && health.detail !== undefined ? { detail: health.detail.slice(0, 300) } : {};
        return {
          id: engine.id,
          kind: engine.kind,
          name: engine.displayName,
          models: [...engine.models],
          trained: engine.trained,
          ceiling: engine.ceiling,
          accepts: [...engine.accepts],
          slots: engine.slots,
          healthy: health.healthy,
          ...detail,
        };
      }),
    ),
  };
}

/** Says hello every 10 s until `stop`, sooner after a failure. */
export async function keepSayingHello(api: WorkerApi, worker: string, engines: Registry, log: Log, stop: AbortSignal): Promise<void> {
  let failures = 0;
  while (!stop.aborted) {
    const answer = await api.hello(await helloReport(worker, engines), stop);
    if (answer.ok) {
      if (failures > 0) log.info({ failures }, 'the api is back');
      failures = 0;
      await pause(BEAT_MS, stop);
      continue;
    }
    if (answer.code === 'stopped') return;
    failures += 1;
    log.warn({ code: answer.code, detail: answer.detail, failures }, 'hello not delivered');
    await pause(Math.min(BEAT_MS, 250 + backoffMs(failures, Math.random)), stop);
  }
}
