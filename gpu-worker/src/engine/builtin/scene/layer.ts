import type { SKRSContext2D } from '@napi-rs/canvas';
import type { NoiseFunction2D } from 'simplex-noise';
import type { Brief } from './brief.ts';
import type { Palette } from './palette.ts';

export type Ink = SKRSContext2D;

/**
 * The frame is [0, size] squared, y down, in pixels. Painters cover [-margin, size + margin], because
 * a moving camera sees beyond the frame.
 */
export type Stage = {
  readonly brief: Brief;
  readonly palette: Palette;
  readonly size: number;
  readonly margin: number;
  readonly noise: NoiseFunction2D;
  readonly random: () => number;
};

export type Layer = {
  readonly name: string;
  /** How far the camera moves it: 0 at infinity, 1 nearest. */
  readonly depth: number;
  /** How much the brush reworks the still part, 0..1. */
  readonly brush: number;
  /** How far the still part is moved across at height `y` (0 top .. 1 foot) of the frame, as a share of it; nowhere at rest. */
  readonly bend?: (y: number, t: number) => number;
  /** Painted once. */
  readonly still?: (ink: Ink) => void;
  /** Painted for each frame over the still part; `t` runs from 0 to 1 over the film. */
  readonly moving?: (ink: Ink, t: number) => void;
};

/** Adds an ellipse of soft edge. */
export function glow(ink: Ink, x: number, y: number, radius: number, inner: string, outer: string, squash = 1): void {
  ink.save();
  ink.translate(x, y);
  ink.scale(1, squash);
  const gradient = ink.createRadialGradient(0, 0, 0, 0, 0, radius);
  gradient.addColorStop(0, inner);
  gradient.addColorStop(1, outer);
  ink.fillStyle = gradient;
  ink.fillRect(-radius, -radius, radius * 2, radius * 2);
  ink.restore();
}

/** A closed curve through the points, given as x, y pairs. */
export function curve(ink: Ink, points: readonly (readonly [number, number])[]): void {
  const at = (i: number): readonly [number, number] => points[(i + points.length) % points.length] ?? [0, 0];
  ink.beginPath();
  ink.moveTo(at(0)[0], at(0)[1]);
  for (let i = 0; i < points.length; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    ink.bezierCurveTo(
      p1[0] + (p2[0] - p0[0]) / 6,
      p1[1] + (p2[1] - p0[1]) / 6,
      p2[0] - (p3[0] - p1[0]) / 6,
      p2[1] - (p3[1] - p1[1]) / 6,
      p2[0],
      p2[1],
    );
  }
  ink.closePath();
}

/** Sum of five octaves of ridged noise, about 0..1. */
export function ridge(noise: NoiseFunction2D, x: number, row: number): number {
  let sum = 0;
  let amplitude = 0.52;
  let frequency = 1;
  for (let octave = 0; octave < 5; octave++) {
    sum += amplitude * (1 - Math.abs(noise(x * frequency, row + octave * 13.7)));
    amplitude *= 0.46;
    frequency *= 2.13;
  }
  return sum;
}

/** Sum of three octaves of smooth noise, about -1..1. */
export function swell(noise: NoiseFunction2D, x: number, row: number): number {
  return noise(x, row) * 0.65 + noise(x * 2.3, row + 5.1) * 0.25 + noise(x * 5.1, row + 9.7) * 0.1;
}

/** Fills everything below a line of heights, from the left margin to the right. */
export function ground(
  ink: Ink,
  stage: Stage,
  height: (x: number) => number,
  fill: string | ReturnType<Ink['createLinearGradient']>,
): void {
  const { size, margin } = stage;
  ink.beginPath();
  ink.moveTo(-margin, size + margin);
  for (let x = -margin; x <= size + margin; x += 2) ink.lineTo(x, height(x));
  ink.lineTo(size + margin, size + margin);
  ink.closePath();
  ink.fillStyle = fill;
  ink.fill();
}
