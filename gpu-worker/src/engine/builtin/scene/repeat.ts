import type { Ink, Layer, Stage } from './layer.ts';

/** Where the others stand beside the first: across, then how much smaller for being farther. */
const PLACES: readonly (readonly [number, number])[] = [
  [0.26, 0.8],
  [-0.25, 0.7],
  [0.13, 0.58],
  [-0.13, 0.64],
  [0.36, 0.56],
  [-0.36, 0.6],
];
/** Where things shrink to: the height of the eye, as a share of the frame. */
const EYE = 0.6;

/** The layer painted `count` times over: the first as it is, the others beside and behind it, far to near. */
export function repeated(layer: Layer, count: number, stage: Stage): Layer {
  const side = stage.random() > 0.5 ? 1 : -1;
  const places = [[0, 1] as const, ...PLACES.slice(0, count - 1)].toSorted((a, b) => a[1] - b[1]);
  const each = (ink: Ink, paint: (ink: Ink) => void): void => {
    for (const [across, scale] of places) {
      ink.save();
      ink.translate(stage.size * (0.5 + across * side), stage.size * EYE);
      ink.scale(scale, scale);
      ink.translate(-stage.size * 0.5, -stage.size * EYE);
      paint(ink);
      ink.restore();
    }
  };
  const { still, moving } = layer;
  return {
    name: layer.name,
    depth: layer.depth,
    brush: layer.brush,
    ...(still ? { still: (ink: Ink) => each(ink, still) } : {}),
    ...(moving ? { moving: (ink: Ink, t: number) => each(ink, (pen) => moving(pen, t)) } : {}),
  };
}
