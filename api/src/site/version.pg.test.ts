import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOLS, type ServedVersion } from '@oto/schema/contract/version';
import { refusal, testApi, type TestApi } from '../testing/api.ts';

const page = (hash: string) => `<!doctype html><script type="module" src="/assets/index-${hash}.js"></script>`;

let folder: string;
let api: TestApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oto-version-'));
  api = await testApi({ clientFolder: folder, version: 'c0ffee', limitsFactor: 10 });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
const served = async () => (await (await api.send('GET', '/api/version')).json()) as ServedVersion;

test('what is served is told as it lies there now', async () => {
  expect(await served()).toEqual({ client: null, build: 'c0ffee', protocols: PROTOCOLS });
  await writeFile(join(folder, 'index.html'), page('AAAAAAAA'));
  expect(await served()).toMatchObject({ client: 'index-AAAAAAAA.js' });
  await writeFile(join(folder, 'index.html'), page('BBBBBBBB'));
  await utimes(join(folder, 'index.html'), 1, 1);
  expect(await served()).toMatchObject({ client: 'index-BBBBBBBB.js' });
});

test('our own client is refused where nothing is common, in words that say which side is old, but is always told what is served', async () => {
  const newest = Math.max(...PROTOCOLS);
  const ask = (path: string, protocols: string) => api.send('GET', path, { headers: { 'x-oto-protocol': protocols } });
  expect((await ask('/api/site', PROTOCOLS.join(', '))).status).toBe(200);
  expect((await ask('/api/site', `${newest + 1}, ${newest}`)).status).toBe(200);
  expect(await refusal(await ask('/api/site', '0'))).toBe('426 old_client');
  const early = await ask('/api/site', `${newest + 1}`);
  expect([await refusal(early), early.headers.get('retry-after')]).toEqual(['503 old_server', '5']);
  expect((await ask('/api/version', '0')).status).toBe(200);
  for (const words of ['', 'none', '1'.repeat(2000)]) expect((await ask('/api/site', words)).status).toBe(200);
});
