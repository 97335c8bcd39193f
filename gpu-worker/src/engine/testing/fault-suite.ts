import { describe, expect, test } from 'vitest';
import type { Engine, EngineRequest } from '../engine.ts';
import type { EngineCode } from '../failure.ts';
import { faultProxy, type Fault } from './fault-proxy.ts';
import { collect, request, workbench } from './run.ts';

/** How a run ends under a fault: with its result, or coded. */
export type Ending = { readonly ended: 'done' } | { readonly code: EngineCode; readonly retryable: boolean };

export type FaultBench = {
  /** A stand-in in good health; `url` has no path. */
  start(): Promise<{ readonly url: string; [Symbol.asyncDispose](): Promise<void> }>;
  /** The engine that talks to `url`. A silence is what it is told; waits between tries are some 10 ms, so that no test lasts. */
  engine(url: string, silenceMs: number): Engine;
  /** The requests that meet the fault, over `POST /path?query`: the order, a poll, the download. */
  readonly at: RegExp;
  readonly request?: Partial<EngineRequest>;
  /** The faults to replay; absent: all. */
  readonly faults?: readonly Fault[];
  /** Where this engine rightly ends otherwise than by `ENDINGS`. */
  readonly endings?: { readonly [F in Fault]?: Ending };
};

/** What each fault is by law, for every engine over HTTP. */
const ENDINGS: { readonly [F in Fault]: Ending } = {
  refused: { code: 'unavailable', retryable: false },
  invalid: { code: 'invalid', retryable: false },
  oom: { code: 'oom', retryable: true },
  'status 429': { code: 'unavailable', retryable: true },
  'status 503': { code: 'unavailable', retryable: true },
  garbage: { code: 'protocol', retryable: false },
  cut: { code: 'unavailable', retryable: true },
  hang: { code: 'timeout', retryable: true },
  slow: { ended: 'done' },
};

/** Where nothing hangs, a busy machine must not be taken for silence. */
const PATIENT_MS = 5000;
/** Where something does, the engine is impatient; on a busy machine that did not even come so far, once more with patience. */
const IMPATIENT_MS = [300, 2000] as const;

const FAULTS = Object.keys(ENDINGS) as Fault[];
/** From the abort to the end of the run. */
const PROMPT_CANCEL_MS = 1500;

/**
 * Replays faults against an engine over HTTP: a proxy between it and its stand-in spoils the requests
 * that `bench.at` names (fault-proxy.ts), and the run must end as `ENDINGS` says, or as
 * `bench.endings` says where this protocol differs. Also: a server that hangs is left at once on a
 * cancel and at the deadline, its connection closed, and no server at all is `unavailable`.
 * Call it once for each request that matters (the order, the poll, the download):
 *
 *   faultSuite('sd-cpp, the order', { start: () => sdStandIn(), engine: (url) => sdCpp(place(url)), at: /^POST .*img_gen/u });
 */
export function faultSuite(name: string, bench: FaultBench): void {
  const faults = bench.faults ?? FAULTS;
  describe(`faults: ${name}`, () => {
    test.each(faults)('%s', async (fault) => {
      for (const silenceMs of fault === 'hang' ? IMPATIENT_MS : [PATIENT_MS]) {
        await using server = await bench.start();
        await using proxy = await faultProxy(server.url, bench.at, fault);
        await using desk = await workbench();
        const ending = await collect(bench.engine(proxy.url, silenceMs), request(bench.request), desk.context).then(
          (events) => ({ ended: events.at(-1)?.type }),
          (thrown: unknown) => thrown,
        );
        if (proxy.state.hits === 0 && silenceMs === IMPATIENT_MS[0]) continue;
        expect(ending).toMatchObject(bench.endings?.[fault] ?? ENDINGS[fault]);
        expect(proxy.state.hits).toBeGreaterThan(0);
        break;
      }
    });

    test('a cancel leaves a hanging server at once', async () => {
      await using server = await bench.start();
      await using proxy = await faultProxy(server.url, bench.at, 'hang');
      const controller = new AbortController();
      await using desk = await workbench(controller.signal);
      const running = collect(bench.engine(proxy.url, PATIENT_MS), request(bench.request), desk.context).catch((thrown: unknown) => thrown);
      await expect.poll(() => proxy.state.hits, { interval: 5 }).toBeGreaterThan(0);
      const aborted = performance.now();
      controller.abort();
      expect(await running).toMatchObject({ code: 'cancelled' });
      expect(performance.now() - aborted).toBeLessThan(PROMPT_CANCEL_MS);
      await expect.poll(() => proxy.state.abandoned, { interval: 5 }).toBeGreaterThan(0);
    });

    test('the deadline leaves a hanging server', async () => {
      await using server = await bench.start();
      await using proxy = await faultProxy(server.url, bench.at, 'hang');
      await using desk = await workbench(undefined, 150);
      await expect(collect(bench.engine(proxy.url, PATIENT_MS), request(bench.request), desk.context)).rejects.toMatchObject({
        code: 'timeout',
      });
    });

    test('no server at all is unavailable, and health says so', async () => {
      const server = await bench.start();
      await server[Symbol.asyncDispose]();
      await using desk = await workbench();
      const engine = bench.engine(server.url, PATIENT_MS);
      await expect(collect(engine, request(bench.request), desk.context)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
      expect(await engine.health()).toMatchObject({ healthy: false });
    });
  });
}
