import { createCanvas, type Canvas } from '@napi-rs/canvas';

/** Pixels of a canvas with their lightness, 0..1. `rgba` has four bytes a pixel, row by row. */
export type Raster = { readonly width: number; readonly height: number; readonly rgba: Uint8ClampedArray; readonly light: Float32Array };

/** `soften` is how many times smaller the picture is made and grown again, to lose what is finer. */
export function rasterOf(canvas: Canvas, soften = 1): Raster {
  const { width, height } = canvas;
  const source = soften > 1 ? softened(canvas, soften) : canvas;
  const { data } = source.getContext('2d').getImageData(0, 0, width, height);
  const light = new Float32Array(width * height);
  for (let i = 0, at = 0; i < light.length; i++, at += 4)
    light[i] = ((data[at] ?? 0) * 0.299 + (data[at + 1] ?? 0) * 0.587 + (data[at + 2] ?? 0) * 0.114) / 255;
  return { width, height, rgba: data, light };
}

export function softened(canvas: Canvas, times: number): Canvas {
  const { width, height } = canvas;
  const small = createCanvas(Math.max(1, Math.round(width / times)), Math.max(1, Math.round(height / times)));
  const pen = small.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(canvas, 0, 0, small.width, small.height);
  const whole = createCanvas(width, height);
  const ink = whole.getContext('2d');
  ink.imageSmoothingQuality = 'high';
  ink.drawImage(small, 0, 0, width, height);
  return whole;
}

/** The index of a pixel, kept within the picture. */
export function indexAt(raster: Raster, x: number, y: number): number {
  const px = x < 0 ? 0 : x >= raster.width ? raster.width - 1 : x | 0;
  const py = y < 0 ? 0 : y >= raster.height ? raster.height - 1 : y | 0;
  return py * raster.width + px;
}

/** How lightness rises at a pixel, per `reach` pixels, across and down. */
export function slopeAt(raster: Raster, x: number, y: number, reach: number): readonly [number, number] {
  const { light } = raster;
  return [
    (light[indexAt(raster, x + reach, y)] ?? 0) - (light[indexAt(raster, x - reach, y)] ?? 0),
    (light[indexAt(raster, x, y + reach)] ?? 0) - (light[indexAt(raster, x, y - reach)] ?? 0),
  ];
}

/** Mean lightness, 0..1. */
export function meanLight(raster: Raster): number {
  let sum = 0;
  for (const value of raster.light) sum += value;
  return sum / Math.max(1, raster.light.length);
}
