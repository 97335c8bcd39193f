import { css, hex } from '../colour.ts';
import type { Layer, Stage } from '../layer.ts';
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
      for (const bird of flock) {
        const beat = Math.sin(bird.phase + t * Math.PI * 12);
        const [x, y, s] = [(bird.x + bird.speed * (t - 0.5)) * size, (bird.y + 0.012 * Math.sin(bird.phase + t * 6)) * size, bird.span];
        ink.fillStyle = css(own);
        ink.beginPath();
        ink.moveTo(x - s, y - s * 0.3 * beat - s * 0.1);
        ink.quadraticCurveTo(x - s * 0.45, y - s * 0.34 - s * 0.12 * beat, x, y);
        ink.quadraticCurveTo(x + s * 0.45, y - s * 0.34 - s * 0.12 * beat, x + s, y - s * 0.3 * beat - s * 0.1);
        ink.quadraticCurveTo(x + s * 0.4, y - s * 0.1, x + s * 0.06, y + s * 0.1);
        ink.quadraticCurveTo(x, y + s * 0.16, x - s * 0.06, y + s * 0.1);
        ink.quadraticCurveTo(x - s * 0.4, y - s * 0.1, x - s, y - s * 0.3 * beat - s * 0.1);
        ink.fill();
      }
    },
  };
}
