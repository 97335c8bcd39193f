import { css, mix } from '../scene/colour.ts';
import { glow, type Layer, type Stage } from '../scene/layer.ts';

/** Dust in the light by day, fireflies and sparks by night. */
export function motes(stage: Stage): Layer {
  const { size, random, palette, brief } = stage;
  const night = brief.time === 'night' || brief.time === 'dusk';
  const warm = night ? ([255, 226, 150] as const) : mix(palette.light, [255, 255, 255], 0.4);
  const all = Array.from({ length: 54 }, () => ({
    x: random() * 1.1 - 0.05,
    y: random(),
    near: random() ** 2,
    phase: random() * 7,
    rise: random() < 0.5 ? 1 : 2,
    drift: (random() - 0.5) * 0.16,
  }));
  return {
    name: 'motes',
    depth: 0.6,
    brush: 0,
    moving: (ink, t) => {
      ink.globalCompositeOperation = 'screen';
      for (const one of all) {
        const up = (((one.y - t * 0.25 * one.rise) % 1) + 1) % 1;
        const x = (one.x + one.drift * t + 0.016 * Math.sin(one.phase + t * Math.PI * 4)) * size;
        const shine = (0.3 + 0.7 * Math.abs(Math.sin(one.phase + t * Math.PI * 3))) * Math.sin(Math.PI * up);
        const r = size * (0.004 + 0.011 * one.near);
        glow(ink, x, up * size, r, css(warm, (night ? 0.8 : 0.42) * shine), css(warm, 0));
      }
    },
  };
}
