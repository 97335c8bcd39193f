import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { NoiseFunction2D } from 'simplex-noise';

const TILE = 256;
const PAPER = 'rgb(247,242,230)';

/** The grain of cold-pressed paper with a soft vignette, to be laid over a picture with `soft-light`. */
export function grain(width: number, height: number, noise: NoiseFunction2D, random: () => number): Canvas {
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  const tile = createCanvas(TILE, TILE);
  const dots = tile.getContext('2d');
  const image = dots.createImageData(TILE, TILE);
  for (let i = 0; i < TILE * TILE; i++) {
    const [x, y] = [i % TILE, Math.floor(i / TILE)];
    const tooth = noise(x / 3.1, y / 3.1) * 26 + noise(x / 9, y / 9) * 14;
    const value = 128 + tooth + (random() + random() - 1) * 44;
    image.data[i * 4] = value;
    image.data[i * 4 + 1] = value;
    image.data[i * 4 + 2] = value;
    image.data[i * 4 + 3] = 255;
  }
  dots.putImageData(image, 0, 0);
  for (let y = 0; y < height; y += TILE) for (let x = 0; x < width; x += TILE) ink.drawImage(tile, x, y);
  return canvas;
}

/** Bare paper around the picture, where the brush did not reach: a ragged edge. */
export function border(width: number, height: number, noise: NoiseFunction2D): Canvas {
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  const size = Math.max(width, height);
  const vignette = ink.createRadialGradient(width / 2, height * 0.48, size * 0.36, width / 2, height / 2, size * 0.76);
  vignette.addColorStop(0, 'rgba(40,24,20,0)');
  vignette.addColorStop(1, 'rgba(40,24,20,0.26)');
  ink.fillStyle = vignette;
  ink.fillRect(0, 0, width, height);
  ink.fillStyle = PAPER;
  ink.beginPath();
  ink.rect(0, 0, width, height);
  const inset = (along: number, side: number): number =>
    size * (0.019 + 0.0032 * noise(along / (size * 0.09), side * 31) + 0.0016 * noise(along / (size * 0.014), side * 57));
  const step = Math.max(1, size / 380);
  const low = size * 0.02;
  const [right, foot] = [width - low, height - low];
  ink.moveTo(low, inset(0, 1));
  for (let x = low; x <= right; x += step) ink.lineTo(x, inset(x, 1));
  for (let y = low; y <= foot; y += step) ink.lineTo(width - inset(y, 2), y);
  for (let x = right; x >= low; x -= step) ink.lineTo(x, height - inset(x, 3));
  for (let y = foot; y >= low; y -= step) ink.lineTo(inset(y, 4), y);
  ink.closePath();
  ink.fill('evenodd');
  return canvas;
}
