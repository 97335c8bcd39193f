import { type Colour, css, hex, hsl, mix } from '../colour.ts';
import { type Layer, type Stage, ground, ridge, swell } from '../layer.ts';
import { swaying } from '../wind.ts';
import { fir } from './growth.ts';

export const ROCK = hex('#5d6478');
export const PINE = hex('#2f5a48');

/** A chain of mountains; `row` chooses the noise, `base` and `rise` are shares of the frame, y down. */
export function chain(
  stage: Stage,
  name: string,
  row: number,
  base: number,
  rise: number,
  distance: number,
  own: Colour,
  capped: boolean,
): Layer {
  const { size, noise, palette } = stage;
  const height = (x: number): number => size * (base - rise * (ridge(noise, (x / size) * (1.1 + row * 0.45) + row * 9, row) - 0.42));
  return {
    name,
    depth: 0.08 + 0.4 * (1 - distance),
    brush: 0.7,
    still: (ink) => {
      const gradient = ink.createLinearGradient(0, size * (base - rise), 0, size * (base + 0.14));
      gradient.addColorStop(0, css(palette.lit(own, distance)));
      gradient.addColorStop(1, css(palette.lit(own, Math.min(0.96, distance + 0.28))));
      ground(ink, stage, height, gradient);
      ink.save();
      ink.clip();
      for (let x = -stage.margin; x < size + stage.margin; x += 3) {
        const y = height(x);
        const slope = height(x + 4) - height(x - 4);
        const lean = slope * 2.4;
        const long = size * (0.05 + 0.07 * Math.abs(noise(x / 23, row)));
        ink.strokeStyle =
          slope > 0
            ? css(palette.lit(mix(own, palette.shade, 0.6), distance), 0.34)
            : css(mix(palette.lit(own, distance), palette.light, 0.3), 0.28);
        ink.lineWidth = 4;
        ink.beginPath();
        ink.moveTo(x, y);
        ink.lineTo(x + lean, y + long);
        ink.stroke();
        const line = size * (base - rise * 0.34) + noise(x / 30, row + 3) * size * 0.02;
        if (!capped || y > line) continue;
        ink.strokeStyle = css(palette.lit(slope > 0 ? [196, 208, 230] : [252, 252, 255], distance * 0.5), 0.94);
        ink.lineWidth = 3.6;
        ink.beginPath();
        ink.moveTo(x, y - 1);
        ink.lineTo(x + lean * 0.3 + noise(x / 9, 5) * 6, y + (line - y) * (0.5 + 0.5 * Math.abs(noise(x / 14, row + 8))));
        ink.stroke();
      }
      ink.restore();
    },
  };
}

/** Rolling ground, lighter along its crest. */
export function hill(
  stage: Stage,
  name: string,
  row: number,
  base: number,
  rise: number,
  distance: number,
  own: Colour,
  more?: (ink: Parameters<NonNullable<Layer['still']>>[0], height: (x: number) => number) => void,
  sway = 0,
): Layer {
  const { size, noise, palette } = stage;
  const tone = stage.brief.weather === 'snowfall' || stage.brief.season === 'winter' ? mix(own, [240, 244, 251], 0.84) : own;
  const height = (x: number): number => size * (base - rise * swell(noise, (x / size) * (0.9 + row * 0.2) + row * 4.3, row + 20));
  return {
    name,
    depth: 0.15 + 0.7 * (1 - distance),
    brush: 0.85,
    ...(sway > 0 ? { bend: swaying(stage.brief, sway, row * 1.7) } : {}),
    still: (ink) => {
      const gradient = ink.createLinearGradient(0, size * (base - rise), 0, size * Math.min(1.1, base + 0.3));
      gradient.addColorStop(0, css(mix(palette.lit(tone, distance), palette.light, 0.2)));
      gradient.addColorStop(0.25, css(palette.lit(tone, distance)));
      gradient.addColorStop(1, css(mix(palette.lit(tone, distance), palette.shade, 0.4)));
      ground(ink, stage, height, gradient);
      more?.(ink, height);
    },
  };
}

export function scatterFirs(
  ink: Parameters<NonNullable<Layer['still']>>[0],
  stage: Stage,
  height: (x: number) => number,
  count: number,
  tall: readonly [number, number],
  distance: number,
  snowy: boolean,
): void {
  const { random, size, margin, palette } = stage;
  for (let i = 0; i < count; i++) {
    const x = -margin + random() * (size + 2 * margin);
    fir(
      ink,
      stage,
      x,
      height(x) + size * random() * 0.03,
      size * (tall[0] + random() * (tall[1] - tall[0])),
      palette.lit(mix(PINE, hsl(110 + random() * 60, 0.3, 0.3), 0.4), distance),
      snowy,
    );
  }
}

/** A row of firs on dark ground, the nearest thing in the picture. */
export function pinewood(
  stage: Stage,
  name: string,
  base: number,
  rise: number,
  distance: number,
  count: number,
  tall: readonly [number, number],
  snowy: boolean,
): Layer {
  const own = snowy ? hex('#eef2fa') : mix(PINE, hex('#20302c'), 0.45);
  return hill(
    stage,
    name,
    5,
    base,
    rise,
    distance,
    own,
    (ink, height) => scatterFirs(ink, stage, height, count, tall, distance, snowy),
    0.007,
  );
}
