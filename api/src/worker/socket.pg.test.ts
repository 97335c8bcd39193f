import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { makeApp } from '../http/app.ts';
import { sha256Hex } from '../media/store.ts';
import { stage, tone } from '../testing/generation.ts';

test('over a real socket: a worker that hung up is given no job, and media stream by range', async () => {
  await using api = await stage();
  const app = await makeApp(api.deps);
  const server = serve({ fetch: app.hono.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve) => {
    server.once('listening', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ann = await api.join('Ann');
  const agent = await api.agent(ann, { kind: 'voice' });

  const hangUp = new AbortController();
  let listening = 0;
  const subscribe = api.deps.bus.subscribe;
  const heard = new Promise<void>((resolve) => {
    Object.assign(api.deps.bus, {
      subscribe: async (...args: Parameters<typeof subscribe>) => {
        const unsubscribe = await subscribe(...args);
        if (args[0] === 'job' && ++listening === 1) resolve();
        return () => {
          unsubscribe();
          if (args[0] === 'job') listening--;
        };
      },
    });
  });
  const poll = fetch(`${url}/worker/claim`, {
    method: 'POST',
    signal: hangUp.signal,
    headers: { authorization: `Bearer ${api.deps.config.workerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ worker: 'test-worker', kinds: ['voice'], waitMs: 20_000 }),
  }).catch(() => 'hung up');
  await heard;
  hangUp.abort();
  expect(await poll).toBe('hung up');
  await expect.poll(() => listening).toBe(0);

  const job = await api.order(ann, 'voice', { agents: [agent.id], prompt: 'Allô', where: 'board' });
  expect((await api.job(ann, job.id)).state).toBe('queued');
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  const stored = (await (await api.work(claim, 'PUT', '/media/0/main', tone(), 'audio/wav')).json()) as { sha256: string; bytes: number };
  await api.finish(claim);
  const whole = await fetch(`${url}/media/${job.creation}/main`);
  expect(sha256Hex(new Uint8Array(await whole.arrayBuffer()))).toBe(stored.sha256);
  const part = await fetch(`${url}/media/${job.creation}/main`, { headers: { range: 'bytes=0-3' } });
  expect([part.status, part.headers.get('content-length'), await part.text()]).toEqual([206, '4', 'RIFF']);
  const head = await fetch(`${url}/media/${job.creation}/main`, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(stored.bytes)]);
  app.close();
  const closed = new Promise((resolve) => server.close(resolve));
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
});
