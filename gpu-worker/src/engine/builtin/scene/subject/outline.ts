import { type Ink, curve } from '../layer.ts';

export type Points = readonly (readonly [number, number])[];

/** Points in units of the animal's height, foot at 0, y up negative. */
export function outline(
  ink: Ink,
  points: Points,
  x: number,
  y: number,
  tall: number,
  way: number,
  fill: string | ReturnType<Ink['createLinearGradient']>,
): void {
  curve(
    ink,
    points.map(([px, py]) => [x + px * tall * way, y + py * tall] as const),
  );
  ink.fillStyle = fill;
  ink.fill();
}
