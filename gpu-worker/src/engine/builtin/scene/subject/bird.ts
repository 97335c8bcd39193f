import { css, hex, mix } from '../colour.ts';
import type { Ink, Layer, Stage } from '../layer.ts';
import { dye } from '../tint.ts';

/** A flight of birds that beat their wings. */
export function birds(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own = brief.tint ? dye(brief.tint, 0.5, 0.4) : palette.dark > 0.3 ? palette.shade : hex('#3c4250');
  const flock = Array.from({ length: brief.count === null || brief.count === 3 ? 9 : brief.count }, (_, i) => ({
    x: 0.28 + random() * 0.44,
    y: 0.18 + random() * 0.24,
    span: (i === 0 ? 0.11 : (brief.count ?? 9) < 6 ? 0.07 + random() * 0.03 : 0.03 + random() * 0.035) * size,
    phase: random() * 7,
    speed: 0.05 + random() * 0.07,
  }));
  return {
    name: 'birds',
    depth: 0.3,
    brush: 0,
    moving: (ink, t) => {
      for (const one of flock) {
        const beat = Math.sin(one.phase + t * Math.PI * 12);
        const [x, y, s] = [(one.x + one.speed * (t - 0.5)) * size, (one.y + 0.012 * Math.sin(one.phase + t * 6)) * size, one.span];
        ink.fillStyle = css(own);
        bird(ink, x, y, s, beat);
      }
    },
  };
}

/** A few far birds that cross the sky. */
export function farBirds(stage: Stage): Layer {
  const { size, palette, random } = stage;
  const tone = mix(palette.shade, palette.skyMid, 0.25);
  const way = random() > 0.5 ? 1 : -1;
  const head = { x: 0.5 - way * (0.22 + random() * 0.1), y: 0.13 + random() * 0.16 };
  const flock = Array.from({ length: 7 }, (_, i) => ({
    // A loose wedge behind the first.
    x: head.x - way * Math.ceil(i / 2) * (0.032 + random() * 0.014),
    y: head.y + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * 0.017 + random() * 0.012,
    span: (0.013 + random() * 0.007) * size,
    phase: random() * 7,
  }));
  return {
    name: 'far birds',
    depth: 0.08,
    brush: 0,
    moving: (ink, t) => {
      ink.fillStyle = css(tone, 0.85);
      for (const one of flock) {
        const x = (one.x + way * 0.42 * t) * size;
        const y = (one.y - 0.05 * t + 0.006 * Math.sin(one.phase + t * 9)) * size;
        bird(ink, x, y, one.span, Math.sin(one.phase + t * Math.PI * 18));
      }
    },
  };
}

/** Wings from above and behind; `beat` -1..1. */
function bird(ink: Ink, x: number, y: number, s: number, beat: number): void {
  ink.beginPath();
  ink.moveTo(x - s, y - s * 0.3 * beat - s * 0.1);
  ink.quadraticCurveTo(x - s * 0.45, y - s * 0.34 - s * 0.12 * beat, x, y);
  ink.quadraticCurveTo(x + s * 0.45, y - s * 0.34 - s * 0.12 * beat, x + s, y - s * 0.3 * beat - s * 0.1);
  ink.quadraticCurveTo(x + s * 0.4, y - s * 0.1, x + s * 0.06, y + s * 0.1);
  ink.quadraticCurveTo(x, y + s * 0.16, x - s * 0.06, y + s * 0.1);
  ink.quadraticCurveTo(x - s * 0.4, y - s * 0.1, x - s, y - s * 0.3 * beat - s * 0.1);
  ink.fill();
}
