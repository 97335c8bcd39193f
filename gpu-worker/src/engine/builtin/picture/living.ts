import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { createNoise2D } from 'simplex-noise';
import { hashText, seededRandom } from '@oto/schema/base/seeded-random';
import { readBrief } from '../scene/brief.ts';
import { css } from '../scene/colour.ts';
import { glow, type Layer, type Stage } from '../scene/layer.ts';
import { manner } from '../scene/manner.ts';
import { paletteOf } from '../scene/palette.ts';
import { weatherLayers } from '../scene/sky.ts';
import { spectacleLayers } from '../scene/spectacle.ts';
import { farBirds } from '../scene/subject/bird.ts';
import { butterflies } from '../scene/subject/butterfly.ts';
import type { Family } from '../scene/words.ts';
import { flow } from './flow.ts';
import { grade } from './grade.ts';
import { motes } from './motes.ts';
import { rasterOf, softened } from './raster.ts';
import { terrainOf, type Light } from './terrain.ts';

/** Share of sky from which birds may cross it. */
const ROOM_FOR_BIRDS = 0.16;
const OUTDOORS: ReadonlySet<Family> = new Set(['sea', 'mountain', 'village', 'meadow', 'city', 'snow', 'desert']);

export type Living = {
  readonly canvas: Canvas;
  /** Draws the picture as it is at `t`, 0..1. */
  draw(t: number): void;
};

/**
 * A given picture set in motion: the eye moves in and what is near moves more, the sky drifts, water ripples,
 * growth sways, lights flicker, and the words' weather falls. Equal arguments move alike.
 */
export function livingOf(picture: Canvas, prompt: string, seed: number): Living {
  const { width, height } = picture;
  const brief = readBrief(prompt, seed);
  const random = seededRandom(brief.seed ^ hashText(`${width}x${height}`));
  const noise = createNoise2D(random);
  const palette = paletteOf(brief, random);
  grade(picture, brief, palette);
  manner(picture.getContext('2d'), width, height, brief.manner);
  const fine = rasterOf(picture);
  const terrain = terrainOf(fine, rasterOf(softened(picture, 6)), brief);
  const size = Math.max(width, height);
  const stage: Stage = { brief, palette, size, margin: Math.round(size * 0.08), noise, random };
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  const image = ink.createImageData(width, height);
  const way = brief.seed % 2 === 0 ? 1 : -1;
  const move = flow(fine, terrain, { way, noise, wind: brief.wind || brief.storm ? 1.8 : 1 });
  const airy = terrain.open > ROOM_FOR_BIRDS && OUTDOORS.has(brief.family) && brief.time !== 'night' && brief.weather !== 'rain';
  const layers: readonly Layer[] = [
    ...(airy ? [farBirds(stage)] : []),
    ...(brief.family === 'meadow' ? [butterflies({ ...stage, brief: { ...brief, count: 4 } })] : []),
    ...spectacleLayers(stage),
    ...(brief.said.weather ? weatherLayers(stage) : []),
    motes(stage),
  ];
  return {
    canvas,
    draw: (t) => {
      ink.setTransform(1, 0, 0, 1, 0, 0);
      move(image.data, t);
      ink.putImageData(image, 0, 0);
      for (const light of terrain.lights) twinkle(ink, light, size, t);
      for (const layer of layers) {
        ink.save();
        layer.moving?.(ink, t);
        ink.restore();
      }
      vignette(ink, width, height);
    },
  };
}

function twinkle(ink: ReturnType<Canvas['getContext']>, light: Light, size: number, t: number): void {
  const phase = light.x * 0.37 + light.y * 0.71;
  const pace = 2 + (Math.floor(phase) % 3);
  const shine = Math.max(0, 0.5 + 0.5 * Math.sin(phase + t * Math.PI * 2 * pace));
  ink.save();
  ink.globalCompositeOperation = 'screen';
  glow(ink, light.x, light.y, size * (0.018 + 0.03 * light.strength), css(light.rgb, 0.6 * shine), css(light.rgb, 0));
  ink.restore();
}

function vignette(ink: ReturnType<Canvas['getContext']>, width: number, height: number): void {
  const dark = ink.createRadialGradient(
    width / 2,
    height / 2,
    Math.min(width, height) * 0.42,
    width / 2,
    height / 2,
    Math.max(width, height) * 0.72,
  );
  dark.addColorStop(0, 'rgba(28,16,14,0)');
  dark.addColorStop(1, 'rgba(28,16,14,0.34)');
  ink.fillStyle = dark;
  ink.fillRect(0, 0, width, height);
}
