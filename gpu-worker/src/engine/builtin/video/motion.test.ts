import { createCanvas } from '@napi-rs/canvas';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EngineRequest } from '../../engine.ts';
import { request } from '../../testing/run.ts';
import { motionOf } from '../measure/motion.ts';
import { reelOf, type Reel } from './reel.ts';

/** Grey levels that a region differs by, beside the pan, before an eye calls it movement. */
const MOVES = 1.2;
const LOOKS = 5;
const SMALL = 0.3125;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oto-motion-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function prepared(asked: EngineRequest): Promise<Reel> {
  const reel = await reelOf(asked);
  while (reel.prepare() !== null);
  return reel;
}

function moving(regions: readonly number[]): number {
  return regions.filter((region) => region > MOVES).length;
}

async function given(prompt: string, path: string): Promise<Reel> {
  return prepared(request({ prompt, scale: SMALL, inputs: [{ role: 'image', path, mime: 'image/png' }] }));
}

test('the measure sees through a mere pan', async () => {
  const reel = await prepared(request({ prompt: 'un village de campagne', scale: SMALL }));
  reel.draw(0.5);
  const still = createCanvas(reel.canvas.width, reel.canvas.height);
  still.getContext('2d').drawImage(reel.canvas, 0, 0);
  const canvas = createCanvas(still.width, still.height);
  const pan = {
    canvas,
    draw: (t: number): void => {
      const ink = canvas.getContext('2d');
      ink.drawImage(still, 0, 0);
      ink.drawImage(still, Math.round(t * 30), 0);
    },
  };
  expect(moving(motionOf(pan, LOOKS))).toBe(0);
});

test.each([
  'la mer',
  'la montagne',
  'la forêt',
  'la ville, la nuit',
  'les dunes du désert',
  'une prairie',
  'la neige',
  'un ciel étoilé',
  'un récif de corail',
  'l’espace',
  'un village',
  'une nature morte',
  'un portrait',
  'les émotions',
])('%s moves in many places', async (prompt) => {
  const reel = await prepared(request({ prompt, scale: SMALL }));
  expect(moving(motionOf(reel, LOOKS))).toBeGreaterThanOrEqual(6);
});

test('rain falls over the whole picture', async () => {
  const dry = await prepared(request({ prompt: 'une ville, ciel bleu, à midi', scale: SMALL }));
  const wet = await prepared(request({ prompt: 'une ville sous la pluie, à midi', scale: SMALL }));
  const sum = (regions: readonly number[]): number => regions.reduce((all, region) => all + region, 0);
  const [still, rainy] = [motionOf(dry, LOOKS), motionOf(wet, LOOKS)];
  expect(moving(rainy)).toBe(16);
  expect(sum(rainy)).toBeGreaterThan(sum(still) * 1.2);
});

test.each(['la mer', 'une forêt', 'un portrait'])('a given picture of %s is set in motion, not only panned', async (prompt) => {
  const drawn = await prepared(request({ prompt, scale: 0.5 }));
  drawn.draw(0.5);
  const path = join(folder, `${Buffer.from(prompt).toString('hex')}.png`);
  await writeFile(path, await drawn.canvas.encode('png'));
  const reel = await given(prompt, path);
  expect(moving(motionOf(reel, LOOKS))).toBeGreaterThanOrEqual(5);
});

test('a given picture keeps its proportions', async () => {
  const path = join(folder, 'wide.png');
  await writeFile(path, await createCanvas(300, 200).encode('png'));
  const reel = await given('', path);
  expect([reel.canvas.width, reel.canvas.height]).toEqual([160, 112]);
});
