import { defineConfig } from 'vitest/config';

/** One browser, one stack, one journey at a time: software rendering takes both cores. */
export default defineConfig({
  test: {
    name: 'journeys',
    root: import.meta.dirname,
    include: ['src/journeys/**/*.journey.ts'],
    globalSetup: ['src/stage/global-stage.ts'],
    fileParallelism: false,
    maxWorkers: 1,
    // Nothing is late that waits for its turn: this ends what hangs.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
