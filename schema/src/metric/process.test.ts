import perfHooks from 'node:perf_hooks';
import { expect, it, vi } from 'vitest';
import { EVENT_LOOP_LOOK_MS, processRegistry } from './process.ts';

it('tells of the process, and wakes it ten times a second at most to look at its event loop', async () => {
  const monitor = vi.spyOn(perfHooks, 'monitorEventLoopDelay');
  const told = await processRegistry().metrics();
  expect(monitor).toHaveBeenCalledExactlyOnceWith({ resolution: EVENT_LOOP_LOOK_MS });
  expect(EVENT_LOOP_LOOK_MS).toBeGreaterThanOrEqual(100);
  expect(told).toMatch(/^process_cpu_seconds_total \d/m);
  expect(told).toMatch(/^nodejs_eventloop_lag_p99_seconds/m);
});
