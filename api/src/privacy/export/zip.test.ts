import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { unzip } from '@oto/ops/testing/unzip';
import { zipOf, type Part } from './zip.ts';

const LIMITS = { stalledMs: 60_000, wholeMs: 60_000 };
const SIZE = 65_536;

async function* endless(asked: { parts: number; over: boolean }): AsyncGenerator<Part> {
  try {
    for (;;) {
      asked.parts++;
      yield { name: `${asked.parts}.bin`, content: Readable.from([randomBytes(SIZE)]), packed: true };
    }
  } finally {
    asked.over = true;
  }
}

test('what goes in comes out, words and streams', async () => {
  const parts: Part[] = [
    { name: 'README.txt', content: 'Été', at: new Date(0) },
    { name: 'folder/empty.json', content: '' },
    { name: 'folder/film.bin', content: Readable.from([Buffer.alloc(5000, 1), Buffer.alloc(70_000, 2)]), packed: true },
  ];
  const files = unzip(await buffer(zipOf(toAsync(parts), LIMITS)));
  expect([...files].map(([name, file]) => [name, file.length])).toEqual([
    ['README.txt', 5],
    ['folder/empty.json', 0],
    ['folder/film.bin', 75_000],
  ]);
  expect(files.get('README.txt')?.toString()).toBe('Été');
});

test('nothing is made that nobody reads, and who leaves ends it', async () => {
  const asked = { parts: 0, over: false };
  const zip = zipOf(endless(asked), LIMITS);
  let read = 0;
  for await (const chunk of zip) {
    read += (chunk as Buffer).length;
    expect(asked.parts * SIZE - read).toBeLessThan(16 * SIZE);
    if (read > 60 * SIZE) break;
  }
  expect(zip.destroyed).toBe(true);
  await expect.poll(() => asked.over).toBe(true);
});

test('a part that fails, a reader that stalls and a whole that takes too long each end it with an error', async () => {
  async function* broken(): AsyncGenerator<Part> {
    yield { name: 'a', content: 'a' };
    throw new Error('the database left');
  }
  await expect(buffer(zipOf(broken(), LIMITS))).rejects.toThrow('the database left');
  const torn = new Readable({
    read() {
      this.destroy(new Error('the disk left'));
    },
  });
  await expect(buffer(zipOf(toAsync([{ name: 'a', content: torn }]), LIMITS))).rejects.toThrow('the disk left');
  for (const limits of [
    { stalledMs: 15, wholeMs: 60_000 },
    { stalledMs: 60_000, wholeMs: 15 },
  ]) {
    const asked = { parts: 0, over: false };
    const zip = zipOf(endless(asked), limits);
    const error = await new Promise((resolve) => zip.once('error', resolve));
    expect(String(error)).toMatch(/archive/);
    await expect.poll(() => asked.over).toBe(true);
  }
});

async function* toAsync(parts: readonly Part[]): AsyncGenerator<Part> {
  yield* parts;
}
