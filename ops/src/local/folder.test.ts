import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../network/free-port.ts';
import { lockFolder } from './folder-lock.ts';
import { ProcessList } from './leftovers.ts';
import { loadSecrets } from './secrets.ts';

const folder = () => mkdtemp(join(tmpdir(), 'oto-folder-'));

test('secrets are made once, differ between folders and are readable by their owner only', async () => {
  const file = join(await folder(), 'deep', 'secrets.json');
  const first = await loadSecrets(file);
  expect(await loadSecrets(file)).toEqual(first);
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect((await loadSecrets(join(await folder(), 'secrets.json'))).workerToken).not.toBe(first.workerToken);
});

test('a folder made before push keys gets its own, and keeps everything else', async () => {
  const file = join(await folder(), 'secrets.json');
  const { pushPublicKey: _public, pushPrivateKey: _private, ...earlier } = await loadSecrets(file);
  await writeFile(file, JSON.stringify(earlier));
  const mended = await loadSecrets(file);
  expect(mended).toMatchObject(earlier);
  expect(Buffer.from(mended.pushPublicKey, 'base64url')).toHaveLength(65);
  expect(await loadSecrets(file)).toEqual(mended);
});

test('a damaged secrets file is refused, never replaced', async () => {
  const file = join(await folder(), 'secrets.json');
  await writeFile(file, '{"postgresPassword":"short"}');
  await expect(loadSecrets(file)).rejects.toThrow('postgresPassword');
  expect(await readFile(file, 'utf8')).toBe('{"postgresPassword":"short"}');
});

test('the lock of a dead runner, or of an unrelated process with its id, is taken over', async () => {
  const path = await folder();
  await writeFile(join(path, 'runner.json'), JSON.stringify({ pid: process.ppid, url: 'http://localhost:1' }));
  expect((await lockFolder(path)).ok).toBe(true);
  await writeFile(join(path, 'runner.json'), 'not json');
  expect((await lockFolder(path)).ok).toBe(true);
});

test('only processes that still run our entry file are ended', async () => {
  const file = join(await folder(), 'processes.json');
  await writeFile(file, JSON.stringify([{ pid: process.pid, entry: '/nowhere/main.ts' }]));
  expect(await new ProcessList(file).endLeftovers()).toBe(0);
});

test('a taken port yields the next free one', async () => {
  const taken = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
  expect(await freePort(port)).toBeGreaterThan(port);
  taken.close();
});
