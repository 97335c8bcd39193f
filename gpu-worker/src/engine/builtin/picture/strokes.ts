import type { NoiseFunction2D } from 'simplex-noise';
import { css, mix, type Colour } from '../scene/colour.ts';
import type { Ink } from '../scene/layer.ts';
import { indexAt, slopeAt, type Raster } from './raster.ts';

type Hand = { readonly noise: NoiseFunction2D; readonly random: () => number };

function colourAt(raster: Raster, x: number, y: number): Colour {
  const at = indexAt(raster, x, y) * 4;
  return [raster.rgba[at] ?? 0, raster.rgba[at + 1] ?? 0, raster.rgba[at + 2] ?? 0];
}

function apart(a: Colour, b: Colour): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
}

/**
 * One pass of crayon: strokes of one width that follow the picture's contours and end where its colour
 * changes. `done` is what is on the paper already: strokes go only where it differs by more than `tolerance` (0..765).
 */
export function crayonPass(
  ink: Ink,
  source: Raster,
  done: Raster,
  hand: Hand,
  pass: { readonly wide: number; readonly long: number; readonly tolerance: number; readonly alpha: number },
): void {
  const { width, height } = source;
  const step = pass.wide * 0.82;
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  for (let gy = 0; gy < height; gy += step) {
    for (let gx = 0; gx < width; gx += step) {
      let [x, y] = [gx + (hand.random() - 0.3) * step, gy + (hand.random() - 0.3) * step];
      const [tone, press, lean] = [hand.random(), hand.random(), hand.random()];
      const own = colourAt(source, x, y);
      if (apart(own, colourAt(done, x, y)) < pass.tolerance) continue;
      let [dx, dy] = [0, 0];
      ink.beginPath();
      ink.moveTo(x, y);
      for (let k = 0; k < pass.long; k++) {
        const [sx, sy] = slopeAt(source, x, y, Math.max(2, pass.wide * 0.6));
        const strength = Math.hypot(sx, sy);
        const drift = hand.noise((x / width) * 2.4, (y / height) * 2.4) * 1.1 - 0.5;
        let [tx, ty] = strength > 0.02 ? [-sy / strength, sx / strength] : [Math.cos(drift), Math.sin(drift)];
        if (tx * dx + ty * dy < 0) [tx, ty] = [-tx, -ty];
        [dx, dy] = [dx * 0.4 + tx * 0.6, dy * 0.4 + ty * 0.6];
        x += dx * pass.wide * 0.8;
        y += dy * pass.wide * 0.8;
        if (k > 0 && apart(own, colourAt(source, x, y)) > 90) break;
        ink.lineTo(x, y);
      }
      const jitter = (tone - 0.5) * 22;
      const warm = (lean - 0.5) * 10;
      ink.strokeStyle = css(
        [clamp(own[0] + jitter + warm), clamp(own[1] + jitter), clamp(own[2] + jitter - warm)],
        pass.alpha * (0.7 + 0.3 * press),
      );
      ink.lineWidth = pass.wide * (0.55 + 0.6 * press);
      ink.stroke();
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** Tones below which a family of lines is laid, its slant in radians. */
const HATCHES: readonly (readonly [below: number, slant: number])[] = [
  [0.52, 0.82],
  [0.34, -0.62],
  [0.19, 0.12],
];

/** Hatching by tone: the darker, the more families of lines cross. */
export function hatch(ink: Ink, source: Raster, hand: Hand, gap: number): void {
  const { width, height, light } = source;
  const reach = Math.hypot(width, height) / 2;
  ink.save();
  ink.globalCompositeOperation = 'multiply';
  ink.lineCap = 'round';
  for (const [below, slant] of HATCHES) {
    const [cos, sin] = [Math.cos(slant), Math.sin(slant)];
    for (let off = -reach; off < reach; off += gap) {
      const wobble = (hand.random() - 0.5) * gap * 0.7;
      let drawing = false;
      ink.beginPath();
      let last: readonly [number, number] = [0, 0];
      let dark = 0;
      let count = 0;
      for (let along = -reach; along < reach; along += gap * 1.1) {
        const bend = hand.noise(along / 90, off / 60) * gap * 0.3;
        const x = width / 2 + cos * along - sin * (off + wobble + bend);
        const y = height / 2 + sin * along + cos * (off + wobble + bend);
        const inside = x >= 0 && x < width && y >= 0 && y < height;
        const at = inside ? (light[(y | 0) * width + (x | 0)] ?? 1) : 1;
        const wanted = inside && at < below - hand.random() * 0.07;
        if (wanted) {
          if (!drawing) ink.moveTo(x, y);
          else ink.quadraticCurveTo((last[0] + x) / 2, (last[1] + y) / 2, x, y);
          dark += at;
          count += 1;
          last = [x, y];
        }
        drawing = wanted;
      }
      if (count === 0) continue;
      const tone = Math.max(0, (below - dark / count) / below);
      ink.strokeStyle = `rgba(62,48,72,${(0.16 + 0.26 * tone).toFixed(3)})`;
      ink.lineWidth = gap * (0.16 + 0.14 * tone);
      ink.stroke();
    }
  }
  ink.restore();
}

/** Pencil along the edges: short strokes where lightness changes most, thicker the more it does. */
export function contours(ink: Ink, source: Raster, hand: Hand, unit: number): void {
  const { width, height } = source;
  const step = Math.max(1, 2 * unit);
  const strength = (x: number, y: number): number => Math.hypot(...slopeAt(source, x, y, 2 * unit));
  ink.lineCap = 'round';
  for (let y = step; y < height - step; y += step) {
    for (let x = step; x < width - step; x += step) {
      const [sx, sy] = slopeAt(source, x, y, 2 * unit);
      const here = Math.hypot(sx, sy);
      if (here < 0.12) continue;
      const [nx, ny] = [(sx / here) * step, (sy / here) * step];
      // Only along the ridge of the slope.
      if (strength(x + nx, y + ny) > here || strength(x - nx, y - ny) >= here) continue;
      const [a, b] = [hand.random(), hand.random()];
      if (hand.noise(x / (26 * unit), y / (26 * unit)) < -0.55) continue;
      const long = (4 + 7 * a) * unit;
      const [tx, ty] = [(-sy / here) * long, (sx / here) * long];
      const sway = (b - 0.5) * 1.6 * unit;
      ink.strokeStyle = css(mix([38, 30, 46], colourAt(source, x, y), 0.22), Math.min(0.7, 0.1 + here * 0.8));
      ink.lineWidth = unit * Math.min(2.1, 0.6 + here * 2.2);
      ink.beginPath();
      ink.moveTo(x - tx + sway, y - ty + sway);
      ink.quadraticCurveTo(x, y, x + tx + sway, y + ty - sway);
      ink.stroke();
    }
  }
}
