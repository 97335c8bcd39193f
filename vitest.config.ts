import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const PACKAGES = ['schema', 'api', 'collab-server', 'gpu-worker', 'ops', 'client', 'bench'];

/** Native engines keep state of their own: their test files have a process each. Elsewhere a worker imports the sources once. */
const ISOLATED = ['gpu-worker'];

/** `<package>` holds the pure tests, `<package>:pg` those that need PostgreSQL. */
export default defineConfig({
  test: {
    passWithNoTests: false,
    reporters: ['default', './gpu-worker/src/engine/testing/contract-reporter.ts'],
    maxWorkers: 2,
    projects: PACKAGES.flatMap((name) => [
      {
        test: {
          name,
          root: name,
          isolate: ISOLATED.includes(name),
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.pg.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: `${name}:pg`,
          root: name,
          isolate: ISOLATED.includes(name),
          include: ['src/**/*.pg.test.ts'],
          globalSetup: [resolve(import.meta.dirname, 'ops/src/testing/global-postgres.ts')],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ]),
  },
});
