import { defineConfig } from 'vitest/config';

/** One browser, one stack, and one journey at a time: they share a world, and may watch it to the byte. */
export default defineConfig({
  test: {
    name: 'journeys',
    root: import.meta.dirname,
    include: ['src/journeys/**/*.journey.ts'],
    globalSetup: ['src/stage/global-stage.ts'],
    fileParallelism: false,
    maxWorkers: 1,
    // Nothing is late that waits for its turn: this ends what hangs.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
