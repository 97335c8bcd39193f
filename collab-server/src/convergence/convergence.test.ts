import fc from 'fast-check';
import { expect, it } from 'vitest';
import { history } from './command.ts';
import { Replica } from './replica.ts';
import { run } from './run.ts';
import { CRASH_POINTS } from './world.ts';

const HISTORIES = 1_000;

it(
  'ends every history with one document, nothing acknowledged lost and nothing unlawful in the journal',
  { timeout: 120_000 },
  async () => {
    const seen = { acked: 0, refused: 0, epochs: 0 };
    const crashes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(history, async (commands) => {
        const world = await run(commands, (store, onBug) => new Replica(store, onBug));
        seen.acked += world.acked.length;
        seen.refused += world.refused.length;
        seen.epochs += world.clients.filter(({ epoch }) => epoch > 1).length;
        for (const point of world.crashes) crashes.set(point, (crashes.get(point) ?? 0) + 1);
      }),
      { seed: 3, numRuns: HISTORIES },
    );
    expect(seen.acked).toBeGreaterThan(5 * HISTORIES);
    expect(seen.refused).toBeGreaterThan(HISTORIES / 2);
    expect(seen.epochs).toBeGreaterThan(HISTORIES / 10);
    for (const point of CRASH_POINTS)
      expect([point, crashes.get(point) ?? 0]).toEqual([point, expect.toSatisfy((count: number) => count >= 10)]);
  },
);
