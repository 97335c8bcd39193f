import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { collect, request, workbench } from '../../testing/run.ts';
import { lanterne } from './engine.ts';

/** Where a box of this type begins with its size; -1 when there is none. */
function box(file: Buffer, type: string): number {
  return file.indexOf(type, 0, 'latin1') - 4;
}

test('a film has its size, 96 frames at 24 a second, its index first, and a poster that shows something', async () => {
  await using bench = await workbench(undefined, 60_000);
  const events = await collect(lanterne(), request({ prompt: 'la mer au coucher du soleil' }), bench.context);
  const artifacts = events.filter((event) => event.type === 'artifact');
  expect(artifacts.map(({ role, mime, meta }) => ({ role, mime, meta }))).toEqual([
    { role: 'main', mime: 'video/mp4', meta: { width: 512, height: 512, seconds: 4 } },
    { role: 'poster', mime: 'image/png', meta: { width: 512, height: 512 } },
  ]);
  const [main, poster] = artifacts;
  const file = await readFile(main?.path ?? '');
  expect(box(file, 'moov')).toBeLessThan(box(file, 'mdat'));
  // stsz: version and flags, one size for all or 0, then how many frames there are.
  expect(file.readUInt32BE(box(file, 'stsz') + 16)).toBe(96);
  const seconds = file.readUInt32BE(box(file, 'mvhd') + 24) / file.readUInt32BE(box(file, 'mvhd') + 20);
  expect(seconds).toBeCloseTo(4, 1);
  const picture = await loadImage(poster?.path ?? '');
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext('2d').drawImage(picture, 0, 0);
  const tones = new Set(canvas.data().filter((_, i) => i % 997 === 0));
  expect(tones.size).toBeGreaterThan(40);
});
