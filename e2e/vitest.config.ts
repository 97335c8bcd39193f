import { defineConfig } from 'vitest/config';

const ALL = 'src/journeys/**/*.journey.ts';
/** About a fifth of the time that all take: `npm test` plays them on a stage of their own once the unit tests have left a core. */
const LATE = [3, 18, 28, 31].map((number) => `src/journeys/${number}-*.journey.ts`);

/** `OTO_JOURNEYS`: early or late, where two stages share the work; else all are played. */
const part = process.env.OTO_JOURNEYS;

/** One browser, one stack, and one journey at a time: they share a world, and may watch it to the byte. */
export default defineConfig({
  test: {
    name: 'journeys',
    root: import.meta.dirname,
    include: part === 'late' ? LATE : [ALL],
    exclude: part === 'early' ? LATE : [],
    globalSetup: ['src/stage/global-stage.ts'],
    fileParallelism: false,
    maxWorkers: 1,
    // Nothing is late that waits for its turn: this ends what hangs.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
