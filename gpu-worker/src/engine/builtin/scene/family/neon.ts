import { css, hsl, mix } from '../colour.ts';
import { glow, type Layer, type Stage } from '../layer.ts';

const HUES = [328, 188, 282, 46, 352, 160];

/** Signs in neon over the wet ground at `foot`, with glyphs that are no letters; some flicker. */
export function neonSigns(stage: Stage, foot: number): Layer {
  const { size, random, brief } = stage;
  const hues = brief.hues.length > 0 ? brief.hues : HUES;
  const signs = Array.from({ length: 15 }, (_, i) => {
    const tall = random() < 0.7;
    const near = random();
    return {
      x: (i + 0.2 + random() * 0.6) / 15,
      y: foot - 0.1 - random() * 0.22,
      w: (tall ? 0.017 : 0.06) * (0.8 + near * 0.7),
      h: (tall ? 0.08 : 0.022) * (0.8 + near * 0.7),
      tall,
      hue: hues[Math.floor(random() * hues.length)] ?? 328,
      phase: random() * 7,
      faulty: random() < 0.25,
      glyphs: Array.from({ length: 5 }, () => Math.floor(random() * 16)),
    };
  });
  return {
    name: 'neon',
    depth: 0.7,
    brush: 0,
    moving: (ink, t) => {
      for (const sign of signs) {
        const flicker = sign.faulty && Math.sin(sign.phase * 9 + t * 90) > 0.55 ? 0.35 : 0.9 + 0.1 * Math.sin(sign.phase + t * Math.PI * 4);
        const [x, y, w, h] = [sign.x * size, sign.y * size, sign.w * size, sign.h * size];
        glow(ink, x, y, Math.max(w, h) * 1.9, css(hsl(sign.hue, 0.95, 0.6), 0.5 * flicker), css(hsl(sign.hue, 0.9, 0.5), 0));
        ink.fillStyle = css(mix(hsl(sign.hue, 0.5, 0.12), [10, 8, 24], 0.4), 0.9);
        ink.beginPath();
        ink.roundRect(x - w / 2, y - h / 2, w, h, size * 0.004);
        ink.fill();
        ink.strokeStyle = css(hsl(sign.hue, 0.95, 0.72), flicker);
        ink.lineWidth = Math.max(0.8, size * 0.0024);
        ink.stroke();
        const cell = Math.min(w, h) * 0.62;
        for (const [k, glyph] of sign.glyphs.entries()) {
          const along = (k - 2) * cell * 1.2;
          const [gx, gy] = sign.tall ? [x, y + along] : [x + along, y];
          if (Math.abs(along) > (sign.tall ? h : w) / 2 - cell * 0.5) continue;
          ink.beginPath();
          for (let bit = 0; bit < 4; bit++) {
            if (((glyph >> bit) & 1) === 0 && bit > 0) continue;
            const angle = (bit * Math.PI) / 4;
            ink.moveTo(gx - Math.cos(angle) * cell * 0.36, gy - Math.sin(angle) * cell * 0.36);
            ink.lineTo(gx + Math.cos(angle) * cell * 0.36, gy + Math.sin(angle) * cell * 0.36);
          }
          ink.stroke();
        }
        // What the wet ground gives back, broken by ripples.
        for (let k = 0; k < 9; k++) {
          const ry = size * (foot + 0.012 + k * 0.024);
          const sway = Math.sin(t * Math.PI * 4 + k * 1.7 + sign.phase) * size * 0.005;
          const wide = w * (0.7 + 0.5 * Math.sin(k * 2.3 + sign.phase)) + size * 0.008;
          ink.fillStyle = css(hsl(sign.hue, 0.9, 0.6), (0.42 - k * 0.04) * flicker);
          ink.beginPath();
          ink.ellipse(x + sway, ry, wide, size * 0.0045, 0, 0, 7);
          ink.fill();
        }
      }
    },
  };
}
