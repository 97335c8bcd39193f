import { css } from '../colour.ts';
import { glow, type Layer, type Stage } from '../layer.ts';

/** Window light through leaves: panes of light on the wall, and flecks of it that sway. */
export function dapple(stage: Stage, depth: number): Layer {
  const { size, random, palette } = stage;
  const lean = random() > 0.5 ? 1 : -1;
  const leaves = Array.from({ length: 70 }, () => ({
    x: 0.14 + random() * 0.6,
    y: 0.08 + random() * 0.62,
    r: 0.014 + random() * 0.03,
    phase: random() * 7,
    reach: 0.008 + random() * 0.022,
  }));
  const strength = 0.34 * (1 - palette.dark * 0.6);
  return {
    name: 'window light',
    depth,
    brush: 0,
    moving: (ink, t) => {
      const shift = (t - 0.5) * 0.09;
      ink.globalCompositeOperation = 'soft-light';
      for (const [column, row] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const [left, top] = [0.16 + column * 0.25 + shift, 0.1 + row * 0.29];
        const skew = lean * 0.12;
        ink.fillStyle = css(palette.light, strength * 1.5);
        ink.beginPath();
        ink.moveTo((left + skew) * size, top * size);
        ink.lineTo((left + 0.22 + skew) * size, top * size);
        ink.lineTo((left + 0.22) * size, (top + 0.26) * size);
        ink.lineTo(left * size, (top + 0.26) * size);
        ink.fill();
      }
      for (const leaf of leaves) {
        const x = (leaf.x + shift + leaf.reach * Math.sin(leaf.phase + t * Math.PI * 4)) * size;
        const y = (leaf.y + leaf.reach * 0.6 * Math.cos(leaf.phase * 1.7 + t * Math.PI * 4)) * size;
        glow(ink, x, y, leaf.r * size * 1.6, css(palette.light, strength * 1.1), css(palette.light, 0), 0.7);
      }
    },
  };
}
