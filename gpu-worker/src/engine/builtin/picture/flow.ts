import type { NoiseFunction2D } from 'simplex-noise';
import type { Raster } from './raster.ts';
import type { Terrain } from './terrain.ts';

/** How far things move, as shares of the longer side. */
const SIDEWAYS = 0.013;
const CLOSER = 0.048;
const DRIFT = 0.075;
const RIPPLE = 0.008;
const SWAY = 0.0085;

type Wind = { readonly way: number; readonly noise: NoiseFunction2D; readonly wind: number };

/**
 * Writes the picture as it is at `t` into `out`, four bytes a pixel: every pixel is fetched from where
 * it was. Waves are sums of angles, so that a frame needs sines by row and by column only.
 */
export function flow(source: Raster, terrain: Terrain, { way, noise, wind }: Wind): (out: Uint8ClampedArray, t: number) => void {
  const { width, height } = source;
  const size = Math.max(width, height);
  const gust = Float32Array.from({ length: width }, (_, x) => 0.6 + 0.4 * noise((x / width) * 3, 7));
  const lift = Float32Array.from({ length: height }, (_, y) => 0.7 + 0.3 * noise((y / height) * 4, 2));
  const columns = {
    sin: new Float32Array(width),
    cos: new Float32Array(width),
    swaySin: new Float32Array(width),
    swayCos: new Float32Array(width),
  };
  for (let x = 0; x < width; x++) {
    const ripple = (x / size) * 19 + 2.2 * noise((x / size) * 5, 11);
    const sway = (x / size) * 26 + 1.5 * noise((x / size) * 7, 3);
    columns.sin[x] = Math.sin(ripple);
    columns.cos[x] = Math.cos(ripple);
    columns.swaySin[x] = Math.sin(sway);
    columns.swayCos[x] = Math.cos(sway);
  }
  const fetch = fetcher(source);
  return (out, t) => {
    const ease = Math.sin((t - 0.5) * Math.PI) * way;
    const phase = (t * 2) % 1;
    const later = (phase + 0.5) % 1;
    // Each of two copies of the sky is fully seen in the middle of its way and unseen where it starts again.
    const share = 1 - Math.abs(phase * 2 - 1);
    for (let y = 0, i = 0, at = 0; y < height; y++) {
      const far = y / height;
      const angle = (1 / (0.045 + 0.11 * far)) * far * 2.4 - t * Math.PI * 2 * 3;
      const [sinY, cosY] = [Math.sin(angle), Math.cos(angle)];
      const swell = Math.sin(t * Math.PI * 4 + far * 9) * RIPPLE * size * 0.5;
      const bend = far * 7 + t * Math.PI * 2 * 2;
      const [swayY, swayCosY] = [Math.sin(bend), Math.cos(bend)];
      for (let x = 0; x < width; x++, i++, at += 4) {
        const near = terrain.near[i] ?? 0;
        const zoom = 1 - (0.012 + CLOSER * near) * t;
        let sx = width / 2 + (x - width / 2) * zoom - ease * near * SIDEWAYS * size;
        let sy = height * 0.55 + (y - height * 0.55) * zoom;
        const wet = terrain.water[i] ?? 0;
        if (wet > 0.02) {
          const wave = sinY * (columns.cos[x] ?? 0) + cosY * (columns.sin[x] ?? 0);
          sx += wave * wet * RIPPLE * size * (0.35 + 1.3 * far);
          sy += swell * wet + wave * wet * RIPPLE * size * 0.45;
        }
        const soft = terrain.growth[i] ?? 0;
        if (soft > 0.02) {
          const wave = swayY * (columns.swayCos[x] ?? 0) + swayCosY * (columns.swaySin[x] ?? 0);
          sx += wave * soft * SWAY * size * wind * (gust[x] ?? 1);
          sy += wave * soft * SWAY * size * 0.3;
        }
        const air = terrain.sky[i] ?? 0;
        if (air < 0.02) {
          fetch(out, at, sx, sy, 1);
          continue;
        }
        const go = way * DRIFT * size * air * wind * (lift[y] ?? 1) * (0.7 + 0.5 * (gust[x] ?? 1));
        fetch(out, at, sx - go * (phase - 0.5), sy, 1);
        fetch(out, at, sx - go * (later - 0.5), sy, 1 - share);
      }
    }
  };
}

/** Bilinear; `share` is how much it covers what is there. Beyond the rim the picture is mirrored. */
function fetcher(source: Raster): (out: Uint8ClampedArray, at: number, x: number, y: number, share: number) => void {
  const { width, height, rgba } = source;
  const fold = (value: number, most: number): number => {
    const back = value < 0 ? -value : value > most ? 2 * most - value : value;
    return back < 0 ? 0 : back > most ? most : back;
  };
  return (out, at, x, y, share) => {
    const fx = fold(x, width - 1);
    const fy = fold(y, height - 1);
    const x0 = fx | 0;
    const y0 = fy | 0;
    const u = fx - x0;
    const v = fy - y0;
    const a = (y0 * width + x0) * 4;
    const b = x0 + 1 < width ? a + 4 : a;
    const down = y0 + 1 < height ? width * 4 : 0;
    const wa = (1 - u) * (1 - v);
    const wb = u * (1 - v);
    const wc = (1 - u) * v;
    const wd = u * v;
    for (let channel = 0; channel < 3; channel++) {
      const value =
        (rgba[a + channel] ?? 0) * wa +
        (rgba[b + channel] ?? 0) * wb +
        (rgba[a + down + channel] ?? 0) * wc +
        (rgba[b + down + channel] ?? 0) * wd;
      out[at + channel] = share === 1 ? value : (out[at + channel] ?? 0) * (1 - share) + value * share;
    }
    out[at + 3] = 255;
  };
}
