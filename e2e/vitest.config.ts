import { defineConfig } from 'vitest/config';

const ALL = 'src/journeys/**/*.journey.ts';
/** Half of the time that all take: `npm test` plays them on a stage of their own, beside the others. */
const SECOND = [3, 14, 15, 18, 19, 26, 28, 31, 33, 36].map((number) => `src/journeys/${number}-*.journey.ts`);

/** `OTO_JOURNEYS`: first or second, where two stages share the work; else all are played. */
const part = process.env.OTO_JOURNEYS;

/** One browser, one stack, and one journey at a time: they share a world, and may watch it to the byte. */
export default defineConfig({
  test: {
    name: 'journeys',
    root: import.meta.dirname,
    include: part === 'second' ? SECOND : [ALL],
    exclude: part === 'first' ? SECOND : [],
    globalSetup: ['src/stage/global-stage.ts'],
    fileParallelism: false,
    maxWorkers: 1,
    // Nothing is late that waits for its turn: this ends what hangs.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
