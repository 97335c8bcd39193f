import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { orderLibrary } from './order.ts';

test('a library’s files lie under their own hashes, with what a row tells of them', { timeout: 60_000 }, async () => {
  const mediaFolder = await mkdtemp(join(tmpdir(), 'oto-library-'));
  try {
    const size = { images: 1, films: 0, voices: 1 };
    const library = await orderLibrary({ mediaFolder, size }, process.env, new AbortController().signal);
    expect(library.image.flatMap(({ files }) => files.map(({ variant }) => variant))).toEqual(['main', 'thumb']);
    expect(library.voice.flatMap(({ files }) => files.map(({ peaks }) => peaks?.length))).toEqual([120]);
    for (const { sha256, bytes } of [...library.image, ...library.voice].flatMap(({ files }) => files)) {
      const file = await readFile(join(mediaFolder, sha256.slice(0, 2), sha256));
      expect([file.byteLength, createHash('sha256').update(file).digest('hex')]).toEqual([bytes, sha256]);
    }
  } finally {
    await rm(mediaFolder, { recursive: true, force: true });
  }
});

test('a stopped order is refused', async () => {
  const stopped = AbortSignal.abort();
  await expect(orderLibrary({ mediaFolder: tmpdir(), size: { images: 1, films: 0, voices: 0 } }, process.env, stopped)).rejects.toThrow(
    'abort',
  );
});
