import { css, hex, mix } from '../colour.ts';
import { glow, type Layer, type Stage } from '../layer.ts';
import { dye } from '../tint.ts';
import { outline } from './outline.ts';

/** A rabbit that listens and wrinkles its nose. */
export function rabbit(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own = brief.tint ? dye(brief.tint, 0.3, 0.55) : hex('#b08b68');
  const [x, y, tall, way] = [size * (0.34 + random() * 0.32), size * 0.95, size * 0.27, random() > 0.5 ? 1 : -1];
  const fur = palette.lit(own, 0);
  const pale = mix(fur, palette.lit(hex('#fbf3e6'), 0), 0.65);
  return {
    name: 'rabbit',
    depth: 0.86,
    brush: 0.5,
    still: (ink) => {
      glow(ink, x, y, tall * 0.8, css(palette.shade, 0.5), css(palette.shade, 0), 0.14);
      const coat = ink.createLinearGradient(0, y - tall, 0, y);
      coat.addColorStop(0, css(mix(fur, palette.light, 0.3)));
      coat.addColorStop(0.6, css(fur));
      coat.addColorStop(1, css(mix(fur, palette.shade, 0.45)));
      ink.fillStyle = css(pale);
      ink.beginPath();
      ink.arc(x - way * tall * 0.52, y - tall * 0.2, tall * 0.11, 0, 7);
      ink.fill();
      outline(
        ink,
        [
          [-0.5, 0],
          [-0.55, -0.26],
          [-0.36, -0.5],
          [-0.06, -0.52],
          [0.16, -0.42],
          [0.3, -0.2],
          [0.3, 0],
          [-0.1, 0.02],
        ],
        x,
        y,
        tall,
        way,
        coat,
      );
      outline(
        ink,
        [
          [-0.42, 0.01],
          [-0.44, -0.2],
          [-0.24, -0.32],
          [-0.06, -0.2],
          [-0.04, 0.01],
        ],
        x,
        y,
        tall,
        way,
        css(mix(fur, palette.light, 0.18)),
      );
      outline(
        ink,
        [
          [0.08, -0.5],
          [0.1, -0.68],
          [0.26, -0.78],
          [0.42, -0.7],
          [0.5, -0.56],
          [0.42, -0.44],
          [0.24, -0.4],
        ],
        x,
        y,
        tall,
        way,
        coat,
      );
      ink.fillStyle = css(pale);
      ink.beginPath();
      ink.ellipse(x + way * tall * 0.43, y - tall * 0.53, tall * 0.07, tall * 0.06, 0, 0, 7);
      ink.fill();
      ink.fillStyle = css(mix(fur, palette.light, 0.1));
      ink.beginPath();
      ink.ellipse(x + way * tall * 0.22, y - tall * 0.04, tall * 0.13, tall * 0.05, 0, 0, 7);
      ink.fill();
    },
    moving: (ink, t) => {
      for (const [i, lean] of [-0.42, -0.12].entries()) {
        ink.save();
        ink.translate(x + way * tall * (0.2 + i * 0.06), y - tall * 0.72);
        ink.rotate(way * (lean + 0.12 * Math.sin(t * Math.PI * 4 + i * 2)));
        ink.fillStyle = css(i === 0 ? mix(fur, palette.shade, 0.2) : fur);
        ink.beginPath();
        ink.ellipse(0, -tall * 0.2, tall * 0.065, tall * 0.24, 0, 0, 7);
        ink.fill();
        ink.fillStyle = css(mix(palette.lit(hex('#e7a6a0'), 0), fur, 0.25));
        ink.beginPath();
        ink.ellipse(0, -tall * 0.19, tall * 0.03, tall * 0.17, 0, 0, 7);
        ink.fill();
        ink.restore();
      }
      const blink = Math.abs(t - 0.62) < 0.02 ? 0.15 : 1;
      ink.fillStyle = '#1d1416';
      ink.beginPath();
      ink.ellipse(x + way * tall * 0.3, y - tall * 0.61, tall * 0.03, tall * 0.034 * blink, 0, 0, 7);
      ink.fill();
      ink.fillStyle = 'rgba(255,255,255,0.9)';
      ink.beginPath();
      ink.arc(x + way * tall * 0.305, y - tall * 0.622, tall * 0.01 * blink, 0, 7);
      ink.fill();
      ink.fillStyle = '#c97f80';
      ink.beginPath();
      ink.ellipse(x + way * tall * 0.485, y - tall * (0.57 + 0.008 * Math.sin(t * Math.PI * 16)), tall * 0.022, tall * 0.017, 0, 0, 7);
      ink.fill();
    },
  };
}
