import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineInput } from '../../engine.ts';
import { loadGiven } from './given.ts';
import { livingOf } from './living.ts';
import { meanLight, rasterOf, softened } from './raster.ts';
import { redrawingOf } from './redraw.ts';

const SIDE = 160;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oto-redraw-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Pen = ReturnType<Canvas['getContext']>;

async function file(name: string, width: number, height: number, paint: (ink: Pen) => void): Promise<EngineInput> {
  const canvas = createCanvas(width, height);
  paint(canvas.getContext('2d'));
  const path = join(folder, name);
  await writeFile(path, await canvas.encode('png'));
  return { role: 'image', path, mime: 'image/png' };
}

/** A blue sky over a green field with a red square: left of the middle, standing on the field. */
const LANDSCAPE = (ink: Pen): void => {
  ink.fillStyle = '#8fc3de';
  ink.fillRect(0, 0, 400, 400);
  ink.fillStyle = '#5f9a45';
  ink.fillRect(0, 250, 400, 150);
  ink.fillStyle = '#c2302a';
  ink.fillRect(80, 150, 100, 120);
};

async function redrawn(input: EngineInput, prompt: string, seed = 1): Promise<Canvas> {
  const work = redrawingOf(await loadGiven(input, SIDE, 1), prompt, seed);
  while (work.next() !== null);
  return work.canvas;
}

function colour(canvas: Canvas, x: number, y: number): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0] = softened(canvas, 8)
    .getContext('2d')
    .getImageData(Math.round(canvas.width * x), Math.round(canvas.height * y), 1, 1).data;
  return [r, g, b];
}

describe('a given picture drawn anew', () => {
  test('keeps its composition and palette, and is no copy', async () => {
    const input = await file('landscape.png', 400, 400, LANDSCAPE);
    const canvas = await redrawn(input, '');
    const [sky, field, house] = [colour(canvas, 0.8, 0.25), colour(canvas, 0.8, 0.8), colour(canvas, 0.32, 0.5)];
    expect(sky[2]).toBeGreaterThan(sky[0]);
    expect(field[1]).toBeGreaterThan(Math.max(field[0], field[2]));
    expect(house[0]).toBeGreaterThan(house[1] + 60);
    const [before, after] = [rasterOf(await loadGiven(input, SIDE, 1)), rasterOf(canvas)];
    const apart = before.light.reduce((sum, light, i) => sum + Math.abs(light - (after.light[i] ?? 0)), 0) / before.light.length;
    expect(apart).toBeGreaterThan(0.02);
    expect(apart).toBeLessThan(0.2);
  });

  test('is steered by hour, season and colour, and one seed draws alike', async () => {
    const input = await file('steered.png', 400, 400, LANDSCAPE);
    const plain = await redrawn(input, '');
    const night = await redrawn(input, 'la nuit');
    expect(meanLight(rasterOf(night))).toBeLessThan(meanLight(rasterOf(plain)) * 0.7);
    const autumn = colour(await redrawn(input, 'en automne'), 0.8, 0.8);
    expect(autumn[0]).toBeGreaterThan(autumn[1]);
    const pink = colour(await redrawn(input, 'tout en rose'), 0.8, 0.25);
    expect(pink[0]).toBeGreaterThan(colour(plain, 0.8, 0.25)[0]);
    const grey = colour(await redrawn(input, 'au fusain'), 0.32, 0.5);
    expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(12);
    expect((await redrawn(input, 'la nuit')).data().equals(night.data())).toBe(true);
    expect((await redrawn(input, 'la nuit', 2)).data().equals(night.data())).toBe(false);
  });
});

test('a night picture is not darkened twice', async () => {
  const input = await file('night.png', 200, 200, (ink) => {
    ink.fillStyle = '#141c38';
    ink.fillRect(0, 0, 200, 200);
  });
  const [plain, night] = [await redrawn(input, ''), await redrawn(input, 'la nuit')];
  expect(Math.abs(meanLight(rasterOf(night)) - meanLight(rasterOf(plain)))).toBeLessThan(0.12);
});

test('a rim of paper is cut away, a white subject is not', async () => {
  const rimmed = await file('rimmed.png', 200, 200, (ink) => {
    ink.fillStyle = 'rgb(247,242,230)';
    ink.fillRect(0, 0, 200, 200);
    ink.fillStyle = '#203050';
    ink.fillRect(5, 5, 190, 190);
  });
  const loaded = await loadGiven(rimmed, SIDE, 1);
  expect(
    Math.max(
      ...loaded
        .getContext('2d')
        .getImageData(1, SIDE / 2, 1, 1)
        .data.subarray(0, 3),
    ),
  ).toBeLessThan(120);
});

describe('hostile pictures', () => {
  test.each([
    ['one pixel', 1, 1, '#ff0000'],
    ['a line', 4000, 1, '#00ff00'],
    ['a pole', 1, 4000, '#0000ff'],
    ['nothing but air', 64, 64, 'rgba(0,0,0,0)'],
    ['black', 300, 200, '#000'],
    ['white', 200, 300, '#fff'],
    ['grey', 37, 53, '#808080'],
  ])('%s is redrawn and set in motion', async (name, width, height, fill) => {
    const input = await file(`${name}.png`, width, height, (ink) => {
      ink.fillStyle = fill;
      ink.fillRect(0, 0, width, height);
    });
    const canvas = await redrawn(input, 'un orage sur la mer, la nuit');
    expect(Math.max(canvas.width, canvas.height)).toBe(SIDE);
    expect(Math.max(canvas.width, canvas.height) / Math.min(canvas.width, canvas.height)).toBeLessThanOrEqual(2);
    const living = livingOf(await loadGiven(input, SIDE, 16), 'un orage sur la mer', 1);
    for (const t of [0, 0.5, 0.99]) living.draw(t);
    expect(living.canvas.width % 16).toBe(0);
  });

  test('what is no picture is invalid', async () => {
    const path = join(folder, 'lie.png');
    await writeFile(path, 'not a picture');
    await expect(loadGiven({ role: 'image', path, mime: 'image/png' }, SIDE, 1)).rejects.toMatchObject({ code: 'invalid' });
    await expect(loadGiven({ role: 'image', path: join(folder, 'gone.png'), mime: 'image/png' }, SIDE, 1)).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});
