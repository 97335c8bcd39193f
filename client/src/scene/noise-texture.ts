import { seededRandom } from '@oto/schema/base/seeded-random';
import { BufferImageSource } from 'pixi.js';

/** Texels a side. */
export const NOISE_SIDE = 512;
const SIDE = NOISE_SIDE;

/** Tileable value noise, `columns` x `rows` cells over the square. */
function valueNoise(columns: number, rows: number, random: () => number): Float32Array {
  const lattice = Float32Array.from({ length: columns * rows }, random);
  const out = new Float32Array(SIDE * SIDE);
  const at = (row: number, column: number): number => lattice[row * columns + column] ?? 0;
  for (let y = 0; y < SIDE; y++) {
    const fy = (y / SIDE) * rows;
    const row = Math.floor(fy);
    const ty = fy - row;
    const sy = ty * ty * (3 - 2 * ty);
    const below = (row + 1) % rows;
    for (let x = 0; x < SIDE; x++) {
      const fx = (x / SIDE) * columns;
      const column = Math.floor(fx);
      const tx = fx - column;
      const sx = tx * tx * (3 - 2 * tx);
      const right = (column + 1) % columns;
      const top = at(row, column) + (at(row, right) - at(row, column)) * sx;
      const bottom = at(below, column) + (at(below, right) - at(below, column)) * sx;
      out[y * SIDE + x] = top + (bottom - top) * sy;
    }
  }
  return out;
}

/** About 700 short curved strokes, light and dark, as in laid paper. */
function fibres(random: () => number): Float32Array {
  const out = new Float32Array(SIDE * SIDE);
  const splat = (x: number, y: number, amount: number): void => {
    const index = (((y % SIDE) + SIDE) % SIDE) * SIDE + (((x % SIDE) + SIDE) % SIDE);
    out[index] = (out[index] ?? 0) + amount;
  };
  for (let k = 0; k < SIDE * 1.4; k++) {
    let x = random() * SIDE;
    let y = random() * SIDE;
    let angle = random() * Math.PI * 2;
    const bend = (random() - 0.5) * 0.12;
    const length = 10 + random() * 46;
    const weight = (random() < 0.5 ? -1 : 1) * (0.35 + random() * 0.65);
    for (let i = 0; i < length; i++) {
      const amount = Math.sin((Math.PI * i) / length) * weight;
      const column = Math.floor(x);
      const row = Math.floor(y);
      splat(column, row, amount);
      splat(column + 1, row, amount * 0.4);
      splat(column, row + 1, amount * 0.4);
      x += Math.cos(angle);
      y += Math.sin(angle);
      angle += bend;
    }
  }
  return out;
}

/** One 512-square texture for every material: R grain, G fibres, B clouds, A brushed streaks. */
export function noisePixels(seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  const grain = [valueNoise(SIDE, SIDE, random), valueNoise(SIDE / 2, SIDE / 2, random), valueNoise(SIDE / 4, SIDE / 4, random)] as const;
  const coarse = valueNoise(SIDE / 16, SIDE / 16, random);
  const clouds = [valueNoise(4, 4, random), valueNoise(9, 9, random), valueNoise(21, 21, random)] as const;
  const streaks = [valueNoise(6, SIDE / 2, random), valueNoise(14, SIDE, random)] as const;
  const strokes = fibres(random);
  const pixels = new Uint8Array(SIDE * SIDE * 4);
  const byte = (value: number): number => Math.max(0, Math.min(255, value * 255));
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [g1, g2, g3] = [grain[0][i] ?? 0, grain[1][i] ?? 0, grain[2][i] ?? 0];
    pixels[i * 4] = byte(0.5 + (g1 - 0.5) * 0.42 + (g2 - 0.5) * 0.5 + (g3 - 0.5) * 0.3);
    pixels[i * 4 + 1] = byte(0.5 + (strokes[i] ?? 0) * 0.25 + ((coarse[i] ?? 0) - 0.5) * 0.25);
    pixels[i * 4 + 2] = byte((clouds[0][i] ?? 0) * 0.5 + (clouds[1][i] ?? 0) * 0.3 + (clouds[2][i] ?? 0) * 0.2);
    pixels[i * 4 + 3] = byte((streaks[0][i] ?? 0) * 0.55 + (streaks[1][i] ?? 0) * 0.45);
  }
  return pixels;
}

export function noiseTexture(pixels: Uint8Array): BufferImageSource {
  return new BufferImageSource({
    resource: pixels,
    width: SIDE,
    height: SIDE,
    format: 'rgba8unorm',
    alphaMode: 'no-premultiply-alpha',
    addressMode: 'repeat',
    scaleMode: 'linear',
    autoGenerateMipmaps: true,
    autoGarbageCollect: false,
  });
}
