import { css, hex, mix } from '../colour.ts';
import { glow, type Layer, type Stage } from '../layer.ts';
import { dye } from '../tint.ts';

/** A ring of mushrooms; their spores drift. */
export function mushroom(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own = palette.lit(brief.tint ? dye(brief.tint, 0.7, 0.48) : hex('#c23b2c'), 0);
  const stem = palette.lit(hex('#efe6d2'), 0);
  const ring = Array.from({ length: brief.count === null ? 5 : Math.max(1, brief.count) }, (_, i) => ({
    x: 0.5 + (i === 0 ? 0 : (i % 2 ? 1 : -1) * (0.1 + 0.085 * i)) + (random() - 0.5) * 0.06,
    y: 0.97 - random() * 0.05 * Math.min(i, 1),
    tall: (i === 0 ? 0.34 : 0.12 + random() * 0.12) * size,
    lean: (random() - 0.5) * 0.3,
  })).toReversed();
  const spores = Array.from({ length: 40 }, () => ({ x: random(), y: random(), phase: random() * 7 }));
  return {
    name: 'mushrooms',
    depth: 0.88,
    brush: 0.45,
    still: (ink) => {
      for (const one of ring) {
        const [x, y, u] = [one.x * size, one.y * size, one.tall];
        glow(ink, x, y, u * 0.5, css(palette.shade, 0.5), css(palette.shade, 0), 0.16);
        ink.save();
        ink.translate(x, y);
        ink.rotate(one.lean * 0.4);
        const round = ink.createLinearGradient(-u * 0.12, 0, u * 0.12, 0);
        round.addColorStop(0, css(mix(stem, palette.light, 0.3)));
        round.addColorStop(1, css(mix(stem, palette.shade, 0.42)));
        ink.fillStyle = round;
        ink.beginPath();
        ink.moveTo(-u * 0.15, 0);
        ink.quadraticCurveTo(-u * 0.06, -u * 0.3, -u * 0.09, -u * 0.62);
        ink.lineTo(u * 0.09, -u * 0.62);
        ink.quadraticCurveTo(u * 0.06, -u * 0.3, u * 0.15, 0);
        ink.fill();
        ink.fillStyle = css(mix(stem, palette.shade, 0.25));
        ink.beginPath();
        ink.ellipse(0, -u * 0.58, u * 0.36, u * 0.08, 0, 0, 7);
        ink.fill();
        const cap = ink.createRadialGradient(-u * 0.16, -u * 0.86, u * 0.05, 0, -u * 0.6, u * 0.5);
        cap.addColorStop(0, css(mix(own, palette.light, 0.45)));
        cap.addColorStop(0.5, css(own));
        cap.addColorStop(1, css(mix(own, palette.shade, 0.5)));
        ink.fillStyle = cap;
        ink.beginPath();
        ink.moveTo(-u * 0.42, -u * 0.58);
        ink.bezierCurveTo(-u * 0.38, -u * 1.06, u * 0.38, -u * 1.06, u * 0.42, -u * 0.58);
        ink.quadraticCurveTo(0, -u * 0.5, -u * 0.42, -u * 0.58);
        ink.fill();
        ink.fillStyle = css(mix(stem, palette.light, 0.3), 0.92);
        for (const [dx, dy, r] of [
          [-0.2, -0.74, 0.045],
          [0.02, -0.86, 0.055],
          [0.2, -0.7, 0.05],
          [0, -0.65, 0.04],
          [-0.3, -0.62, 0.03],
          [0.31, -0.61, 0.028],
        ] as const) {
          ink.beginPath();
          ink.ellipse(dx * u, dy * u, r * u * 1.2, r * u, 0, 0, 7);
          ink.fill();
        }
        ink.restore();
      }
    },
    moving: (ink, t) => {
      for (const spore of spores) {
        const rise = (spore.y + t) % 1;
        const x = (spore.x + 0.03 * Math.sin(spore.phase + rise * 6)) * size;
        const shine = 0.6 * Math.sin(rise * Math.PI);
        glow(ink, x, size * (0.92 - rise * 0.5), size * 0.008, `rgba(255,244,200,${shine.toFixed(2)})`, 'rgba(255,244,200,0)');
      }
    },
  };
}
