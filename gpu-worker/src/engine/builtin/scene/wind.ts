import type { Brief } from './brief.ts';
import type { Layer } from './layer.ts';

/** The instant of a film that a still picture shows: the camera at rest, nothing bent. */
export const REST = 0.5;

/** Bends what grows: its foot stays, its top moves by `amount` of the frame, twice that in a wind. */
export function swaying(brief: Brief, amount: number, phase: number): NonNullable<Layer['bend']> {
  const most = amount * (brief.wind || brief.storm ? 2 : 1);
  const wave = (y: number, t: number): number => Math.sin(t * Math.PI * 4 + phase + (1 - y) * 2.4);
  return (y, t) => most * Math.max(0, 1 - y) ** 0.7 * (wave(y, t) - wave(y, REST));
}

/** Slides the rows of water below `horizon` past one another, the more the nearer. */
export function rippling(brief: Brief, horizon: number): NonNullable<Layer['bend']> {
  const most = brief.storm || brief.wind ? 0.016 : 0.009;
  const wave = (v: number, t: number): number =>
    Math.sin(26 * Math.sqrt(v) - t * Math.PI * 4) + 0.5 * Math.sin(61 * Math.sqrt(v) + t * Math.PI * 6);
  return (y, t) => {
    const v = (y - horizon) / (1 - horizon);
    return v <= 0 ? 0 : most * (0.15 + v) * (wave(v, t) - wave(v, REST));
  };
}
