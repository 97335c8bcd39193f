import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { createNoise2D } from 'simplex-noise';
import { hashText, seededRandom } from '@oto/schema/base/seeded-random';
import { readBrief } from '../scene/brief.ts';
import type { Stage } from '../scene/layer.ts';
import { manner } from '../scene/manner.ts';
import { paletteOf } from '../scene/palette.ts';
import { border, grain } from '../scene/paper.ts';
import { weatherLayers } from '../scene/sky.ts';
import { spectacleLayers } from '../scene/spectacle.ts';
import { REST } from '../scene/wind.ts';
import { grade } from './grade.ts';
import { rasterOf, softened } from './raster.ts';
import { contours, crayonPass, hatch } from './strokes.ts';

export type Redrawing = {
  readonly canvas: Canvas;
  /** Does the next part of the work and says how it is called; null when all is done. */
  next(): string | null;
};

/**
 * Draws a given picture anew in crayon: its composition and palette, strokes along its contours, hatching
 * by its tones, paper. The words' colours, hour, season and weather are laid over. Equal arguments draw alike.
 */
export function redrawingOf(picture: Canvas, prompt: string, seed: number): Redrawing {
  const { width, height } = picture;
  const brief = readBrief(prompt, seed);
  const random = seededRandom(brief.seed ^ hashText(`${width}x${height}`));
  const noise = createNoise2D(random);
  const palette = paletteOf(brief, random);
  const size = Math.max(width, height);
  const unit = size / 768;
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  const hand = { noise, random };
  const pass = (soften: number, wide: number, long: number, tolerance: number, alpha: number): void =>
    crayonPass(ink, rasterOf(picture, soften * unit), rasterOf(canvas), hand, { wide: wide * unit, long, tolerance, alpha });
  const parts: readonly (readonly [name: string, work: () => void])[] = [
    [
      'light',
      () => {
        grade(picture, brief, palette);
        ink.fillStyle = 'rgb(247,242,230)';
        ink.fillRect(0, 0, width, height);
        ink.globalAlpha = 0.82;
        ink.drawImage(softened(picture, 14 * unit), 0, 0);
        ink.globalAlpha = 1;
      },
    ],
    ['broad strokes', () => pass(7, 15, 6, 26, 0.6)],
    ['strokes', () => pass(3, 8, 6, 34, 0.72)],
    ['fine strokes', () => pass(1.5, 4.2, 5, 44, 0.85)],
    ['hatching', () => hatch(ink, rasterOf(picture, 4 * unit), hand, 6.5 * unit)],
    ['contours', () => contours(ink, rasterOf(picture, 2 * unit), hand, unit)],
    [
      'air',
      () => {
        const stage: Stage = { brief, palette, size, margin: Math.round(size * 0.08), noise, random };
        const weather = brief.said.weather && brief.weather !== 'mist' ? weatherLayers(stage) : [];
        for (const layer of [...spectacleLayers(stage), ...weather]) {
          ink.save();
          layer.moving?.(ink, REST);
          ink.restore();
        }
      },
    ],
    [
      'paper',
      () => {
        manner(ink, width, height, brief.manner);
        ink.globalCompositeOperation = 'soft-light';
        ink.globalAlpha = 0.7;
        ink.drawImage(grain(width, height, noise, random), 0, 0);
        ink.globalAlpha = 1;
        ink.globalCompositeOperation = 'source-over';
        ink.drawImage(border(width, height, noise), 0, 0);
      },
    ],
  ];
  let done = 0;
  return {
    canvas,
    next: () => {
      const part = parts[done];
      if (!part) return null;
      done += 1;
      part[1]();
      return part[0];
    },
  };
}

/** How many parts a redrawing has. */
export const PARTS = 8;
