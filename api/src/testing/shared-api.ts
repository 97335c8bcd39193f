import { afterAll, beforeAll } from 'vitest';
import { testApi, type TestApi } from './api.ts';

/**
 * One api for those cases of a file that ask nothing of the whole database: each brings its own people. Starting an
 * api over a database of its own is most of what a short case takes.
 */
export function sharedApi(): () => TestApi {
  let api: TestApi | null = null;
  beforeAll(async () => {
    api = await testApi();
  });
  afterAll(() => api?.[Symbol.asyncDispose]());
  return () => {
    if (api === null) throw new Error('the shared api is there within tests alone');
    return api;
  };
}
