import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { expect, test } from 'vitest';
import { fileStore, sha256Hex, type MediaStore } from './store.ts';

const BYTES = Buffer.from('0123456789');
const NAME = sha256Hex(BYTES);

const outcome = async (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => 'read',
    () => 'missing',
  );

async function behaves(store: MediaStore): Promise<void> {
  expect(await store.put(BYTES, 'text/plain')).toBe(NAME);
  expect(await store.put(BYTES, 'text/plain')).toBe(NAME);
  expect(await buffer(await store.read(NAME, null))).toEqual(BYTES);
  expect(await buffer(await store.read(NAME, { from: 2, to: 4 }))).toEqual(Buffer.from('234'));
  expect(Buffer.from(await store.readAll(NAME))).toEqual(BYTES);
  expect(await outcome(store.read('00'.repeat(32), null).then(buffer))).toBe('missing');
  const large = Buffer.alloc(6 * 1024 * 1024, 'oto');
  const name = await store.put(large, 'video/mp4');
  expect(sha256Hex(await store.readAll(name))).toBe(name);
  await store.remove(name);
  await store.remove(name);
  expect(await outcome(store.readAll(name))).toBe('missing');
}

test('on disk a file is kept once, under its own hash, whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oto-store-'));
  const store = fileStore({ mediaFolder: folder, s3: null });
  await behaves(store);
  expect(await readdir(join(folder, NAME.slice(0, 2)))).toEqual([NAME]);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  // Half a file, as a full disk may leave it, is written anew.
  await writeFile(join(folder, NAME.slice(0, 2), NAME), '01234');
  await store.put(BYTES, 'text/plain');
  expect(Buffer.from(await store.readAll(NAME))).toEqual(BYTES);
  await rm(folder, { recursive: true });
});

test('what a dead writer left is cleared away, what a living one writes is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oto-store-'));
  const store = fileStore({ mediaFolder: folder, s3: null });
  await store.tidy(new Date());
  await mkdir(join(folder, 'incoming'));
  for (const name of ['old', 'new']) await writeFile(join(folder, 'incoming', name), 'half');
  const now = Date.now();
  await utimes(join(folder, 'incoming', 'old'), new Date(now - 7_200_000), new Date(now - 7_200_000));
  await store.tidy(new Date(now));
  expect(await readdir(join(folder, 'incoming'))).toEqual(['new']);
  await rm(folder, { recursive: true });
});

test('in a bucket of an S3 server too, and what is uploaded arrives unchanged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oto-bucket-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: folder, configureBuckets: [{ name: 'oto' }] });
  const { port } = await server.run();
  const s3 = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    bucket: 'oto',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    forcePathStyle: true,
  };
  const store = fileStore({ mediaFolder: '/nowhere', s3 });
  await behaves(store);
  expect(Buffer.from(await store.readAll(NAME))).toEqual(BYTES);
  await server.close();
  await rm(folder, { recursive: true });
});
