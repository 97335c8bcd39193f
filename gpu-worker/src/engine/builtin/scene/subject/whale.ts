import { css, hex, mix } from '../colour.ts';
import { type Layer, type Stage, glow } from '../layer.ts';
import { outline } from './outline.ts';
import { dye } from '../tint.ts';

export function whale(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own = brief.tint ? dye(brief.tint, 0.38, 0.38) : hex('#34506b');
  const [x, y, tall] = [size * (0.42 + random() * 0.16), size * 0.74, size * 0.24];
  const skin = palette.lit(own, 0.06);
  return {
    name: 'whale',
    depth: 0.4,
    brush: 0,
    moving: (ink, t) => {
      const bob = Math.sin(t * Math.PI * 2) * size * 0.008;
      ink.save();
      ink.translate(0, bob);
      const coat = ink.createLinearGradient(0, y - tall * 0.7, 0, y + tall * 0.1);
      coat.addColorStop(0, css(mix(skin, palette.light, 0.32)));
      coat.addColorStop(0.5, css(skin));
      coat.addColorStop(1, css(mix(skin, palette.shade, 0.5)));
      outline(
        ink,
        [
          [-0.9, 0.06],
          [-0.92, -0.2],
          [-0.7, -0.5],
          [-0.3, -0.62],
          [0.2, -0.46],
          [0.62, -0.12],
          [0.8, 0.06],
        ],
        x,
        y,
        tall,
        1,
        coat,
      );
      outline(
        ink,
        [
          [0.86, 0.06],
          [0.98, -0.2],
          [0.9, -0.4],
          [0.72, -0.52],
          [1, -0.46],
          [1.1, -0.36],
          [1.28, -0.52],
          [1.46, -0.5],
          [1.24, -0.3],
          [1.1, -0.14],
          [1.06, 0.06],
        ],
        x,
        y,
        tall,
        1,
        coat,
      );
      ink.fillStyle = css(palette.light, 0.9);
      ink.beginPath();
      ink.arc(x - tall * 0.66, y - tall * 0.18, tall * 0.024, 0, 7);
      ink.fill();
      for (let i = 0; i < 40; i++) {
        const rise = (i / 40 + t * 2) % 1;
        const side = ((i * 37) % 13) / 6 - 1;
        glow(
          ink,
          x - tall * 0.36 + side * rise * tall * 0.3,
          y - tall * (0.62 + 0.75 * Math.sin(rise * 2.4)),
          tall * 0.05,
          `rgba(255,255,255,${(0.6 * (1 - rise)).toFixed(2)})`,
          'rgba(255,255,255,0)',
        );
      }
      ink.restore();
      ink.fillStyle = css(mix(palette.skyLow, palette.light, 0.4), 0.7);
      ink.beginPath();
      ink.ellipse(x + tall * 0.1, y + tall * 0.05, tall * 1.3, tall * 0.035, 0, 0, 7);
      ink.fill();
    },
  };
}
