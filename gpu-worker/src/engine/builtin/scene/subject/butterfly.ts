import { css, hsl, mix } from '../colour.ts';
import type { Layer, Stage } from '../layer.ts';

export function butterflies(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const flock = Array.from({ length: brief.count ?? 6 }, (_, i) => ({
    x: 0.2 + random() * 0.6,
    y: 0.3 + random() * 0.4,
    span: (i === 0 ? (brief.count === 1 ? 0.15 : 0.09) : 0.035 + random() * 0.025) * size,
    hue: brief.tint?.hue ?? random() * 360,
    phase: random() * 7,
  }));
  return {
    name: 'butterflies',
    depth: 0.8,
    brush: 0,
    moving: (ink, t) => {
      for (const one of flock) {
        const open = 0.45 + 0.55 * Math.abs(Math.sin(one.phase + t * Math.PI * 8));
        ink.save();
        ink.translate(
          (one.x + 0.05 * Math.sin(one.phase + t * Math.PI * 2)) * size,
          (one.y + 0.03 * Math.cos(one.phase * 2 + t * Math.PI * 4)) * size,
        );
        ink.rotate(0.35 * Math.sin(one.phase));
        for (const side of [-1, 1]) {
          for (const [cx, cy, rx, ry, tone] of [
            [0.42, -0.28, 0.46, 0.34, 0],
            [0.34, 0.26, 0.34, 0.28, -14],
          ] as const) {
            ink.fillStyle = css(mix(hsl(one.hue + tone, 0.78, 0.58), palette.shade, palette.dark * 0.3));
            ink.beginPath();
            ink.ellipse(side * cx * one.span * open, cy * one.span, rx * one.span * open, ry * one.span, side * -0.5, 0, 7);
            ink.fill();
            ink.fillStyle = css(mix(hsl(one.hue - 22, 0.85, 0.8), palette.shade, palette.dark * 0.3), 0.85);
            ink.beginPath();
            ink.ellipse(
              side * cx * 1.15 * one.span * open,
              cy * one.span,
              rx * 0.4 * one.span * open,
              ry * 0.4 * one.span,
              side * -0.5,
              0,
              7,
            );
            ink.fill();
          }
        }
        ink.fillStyle = '#231a20';
        ink.beginPath();
        ink.ellipse(0, 0, one.span * 0.05, one.span * 0.34, 0, 0, 7);
        ink.fill();
        ink.restore();
      }
    },
  };
}
