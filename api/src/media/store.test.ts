import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { mediaStore, sha256Hex, type MediaStore } from './store.ts';

const BYTES = Buffer.from('0123456789');
const NAME = sha256Hex(BYTES);

async function behaves(store: MediaStore): Promise<void> {
  expect(await store.put(BYTES, 'text/plain')).toBe(NAME);
  expect(await store.put(BYTES, 'text/plain')).toBe(NAME);
  expect(await buffer(await store.read(NAME, null))).toEqual(BYTES);
  expect(await buffer(await store.read(NAME, { from: 2, to: 4 }))).toEqual(Buffer.from('234'));
  const missing = await store
    .read('00'.repeat(32), null)
    .then(buffer)
    .then(
      () => 'read',
      () => 'missing',
    );
  expect(missing).toBe('missing');
}

test('on disk a file is kept once, under its own hash', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oto-store-'));
  await behaves(mediaStore({ mediaFolder: folder, s3: null }));
  expect(await readdir(join(folder, NAME.slice(0, 2)))).toEqual([NAME]);
  await rm(folder, { recursive: true });
});

/** A stand-in for an S3 bucket: path-style PUT, HEAD and GET with one range, in memory. */
async function bucketStandIn() {
  const files = new Map<string, Buffer>();
  const puts: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (request.method === 'PUT') {
      void buffer(request).then((body) => {
        files.set(path, body);
        puts.push(path);
        response.writeHead(200, { etag: '"x"' }).end();
      });
      return;
    }
    const file = files.get(path);
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (!file) response.writeHead(404).end();
    else if (range) response.writeHead(206).end(file.subarray(Number(range[1]), Number(range[2]) + 1));
    else response.writeHead(200, { 'content-length': file.length }).end(request.method === 'HEAD' ? undefined : file);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { puts, port: (server.address() as AddressInfo).port, close };
}

test('in a bucket too, and what is uploaded arrives unchanged', async () => {
  const bucket = await bucketStandIn();
  const s3 = {
    endpoint: `http://127.0.0.1:${bucket.port}`,
    region: 'us-east-1',
    bucket: 'oto',
    accessKeyId: 'a',
    secretAccessKey: 'b',
    forcePathStyle: true,
  };
  await behaves(mediaStore({ mediaFolder: '/nowhere', s3 }));
  expect(bucket.puts).toEqual([`/oto/${NAME.slice(0, 2)}/${NAME}`]);
  bucket.close();
});
