import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { API_TOKEN, apiStandIn } from './api/testing/api-stand-in.ts';

test.each([
  ['unhandledRejection', `Promise.reject(new Error('left alone'))`],
  ['uncaughtException', `throw new Error('left alone')`],
])('an %s is a bug: the worker says so, tells the api, shows no package’s source, and ends', async (kind, bug) => {
  await using server = await apiStandIn();
  const preload = `data:text/javascript,process.on('SIGUSR2', () => { ${bug} })`;
  const worker = spawn(process.execPath, ['--import', preload, fileURLToPath(new URL('main.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { API_URL: server.url, COLLAB_URL: 'ws://127.0.0.1:9', WORKER_TOKEN: API_TOKEN, WORKER_NAME: 'bug-test' },
  });
  try {
    const [written, complaints] = [text(worker.stdout), text(worker.stderr)];
    await vi.waitFor(() => expect(server.state.claims.length).toBeGreaterThan(0), { timeout: 40_000, interval: 20 });
    worker.kill('SIGUSR2');
    const [code] = await once(worker, 'close');
    expect(code).toBe(1);
    const fatal = (await written)
      .split('\n')
      .filter((line) => line.startsWith('{"level":60'))
      .map((line): unknown => JSON.parse(line));
    expect(fatal).toMatchObject([{ kind, err: { message: 'left alone' } }]);
    expect(server.state.lines).toEqual(expect.arrayContaining([expect.objectContaining({ message: 'bug: the process ends' })]));
    expect((await complaints).length).toBeLessThan(1000);
  } finally {
    worker.kill('SIGKILL');
  }
});
