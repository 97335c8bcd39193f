import { NOISE_SIDE } from '../noise-texture.ts';

/** Texels a side; the pattern of the paper repeats after as many. */
export const TILE_SIDE = NOISE_SIDE * 2;
/** How far one byte's range reaches: 0 is this much darker than the paper, 255 as much lighter. */
export const TILE_REACH = 0.125;

/**
 * The tone of bare paper, one byte a texel, baked from the noise so that the shader reads it once:
 * grain, fibres and clouds, and all three again at twice the size, turned, so that they neither line
 * up nor repeat together.
 */
export function paperTile(noise: Uint8Array): Uint8Array {
  const tile = new Uint8Array(TILE_SIDE * TILE_SIDE);
  const fine = toned(noise, 0.036, 0.04, 0.012);
  const coarse = toned(noise, 0.036, 0.028, 0.024);
  const mask = NOISE_SIDE - 1;
  const at = (column: number, row: number): number => coarse[(row & mask) * NOISE_SIDE + (column & mask)] ?? 0;
  for (let y = 0; y < TILE_SIDE; y++) {
    for (let x = 0; x < TILE_SIDE; x++) {
      // The coarse octave is transposed and drawn at double size: every other texel lies between two.
      const column = y >> 1;
      const row = x >> 1;
      let soft = at(column, row);
      if ((y & 1) === 1) soft = (soft + at(column + 1, row)) / 2;
      if ((x & 1) === 1) {
        const below = (y & 1) === 1 ? (at(column, row + 1) + at(column + 1, row + 1)) / 2 : at(column, row + 1);
        soft = (soft + below) / 2;
      }
      const tone = (fine[(y & mask) * NOISE_SIDE + (x & mask)] ?? 0) + soft;
      tile[y * TILE_SIDE + x] = Math.max(0, Math.min(255, Math.round((tone / TILE_REACH) * 127.5 + 127.5)));
    }
  }
  return tile;
}

/** Lightness that one octave adds: weights of grain, fibres and clouds. */
function toned(noise: Uint8Array, grain: number, fibres: number, clouds: number): Float32Array {
  const out = new Float32Array(NOISE_SIDE * NOISE_SIDE);
  for (let i = 0; i < out.length; i++) {
    const [r, g, b] = [noise[i * 4] ?? 0, noise[i * 4 + 1] ?? 0, noise[i * 4 + 2] ?? 0];
    out[i] = (grain * (r - 127.5) + fibres * (g - 127.5) + clouds * (b - 127.5)) / 255;
  }
  return out;
}
