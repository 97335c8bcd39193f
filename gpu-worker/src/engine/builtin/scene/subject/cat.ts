import { css, hex, mix } from '../colour.ts';
import { type Layer, type Stage, glow } from '../layer.ts';
import { type Points, outline } from './outline.ts';
import { dye } from '../tint.ts';

const CAT: Points = [
  [-0.3, 0],
  [-0.33, -0.2],
  [-0.26, -0.42],
  [-0.14, -0.56],
  [-0.17, -0.68],
  [-0.19, -0.8],
  [-0.185, -0.97],
  [-0.17, -1],
  [-0.07, -0.9],
  [0.03, -0.9],
  [0.13, -1],
  [0.15, -0.97],
  [0.15, -0.8],
  [0.13, -0.66],
  [0.09, -0.57],
  [0.16, -0.42],
  [0.2, -0.2],
  [0.2, 0],
];
export function cat(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own = brief.tint
    ? dye(brief.tint, 0.42, 0.34)
    : ([hex('#2a2430'), hex('#a8673a'), hex('#5b5f6b')][Math.floor(random() * 3)] ?? hex('#2a2430'));
  const [x, y, tall, way] = [size * (0.3 + random() * 0.4), size * 0.985, size * 0.36, random() > 0.5 ? 1 : -1];
  const fur = palette.lit(own, 0);
  return {
    name: 'cat',
    depth: 0.85,
    brush: 0.6,
    still: (ink) => {
      glow(ink, x, y, tall * 0.6, css(palette.shade, 0.6), css(palette.shade, 0), 0.16);
      const coat = ink.createLinearGradient(x - tall * 0.3, 0, x + tall * 0.3, 0);
      coat.addColorStop(0, css(mix(fur, palette.light, 0.26)));
      coat.addColorStop(0.4, css(fur));
      coat.addColorStop(1, css(mix(fur, palette.shade, 0.5)));
      outline(ink, CAT, x, y, tall, way, coat);
      ink.fillStyle = css(mix(fur, palette.light, 0.24));
      ink.beginPath();
      ink.ellipse(x - way * tall * 0.02, y - tall * 0.3, tall * 0.1, tall * 0.17, 0, 0, 7);
      ink.fill();
      ink.strokeStyle = css(mix(fur, palette.shade, 0.6), 0.8);
      ink.lineWidth = tall * 0.014;
      for (const dx of [-0.07, 0.05]) {
        ink.beginPath();
        ink.moveTo(x + way * dx * tall, y - tall * 0.24);
        ink.lineTo(x + way * dx * tall, y - tall * 0.02);
        ink.stroke();
      }
    },
    moving: (ink, t) => {
      ink.strokeStyle = css(mix(fur, palette.shade, 0.2));
      ink.lineCap = 'round';
      ink.lineWidth = tall * 0.065;
      const sway = Math.sin(t * Math.PI * 4) * 0.1;
      ink.beginPath();
      ink.moveTo(x + way * tall * 0.16, y - tall * 0.05);
      ink.bezierCurveTo(
        x + way * tall * 0.44,
        y - tall * 0.02,
        x + way * tall * (0.5 + sway),
        y - tall * 0.24,
        x + way * tall * (0.4 + sway),
        y - tall * 0.42,
      );
      ink.stroke();
      const blink = Math.abs(t - 0.8) < 0.02 ? 0.15 : 1;
      for (const dx of [-0.08, 0.045]) {
        const [ex, ey] = [x + way * tall * dx, y - tall * 0.745];
        ink.fillStyle = '#f1d25a';
        ink.beginPath();
        ink.ellipse(ex, ey, tall * 0.036, tall * 0.03 * blink, 0, 0, 7);
        ink.fill();
        ink.fillStyle = '#15121a';
        ink.beginPath();
        ink.ellipse(ex, ey, tall * 0.011, tall * 0.027 * blink, 0, 0, 7);
        ink.fill();
      }
      ink.fillStyle = '#d98a86';
      ink.beginPath();
      ink.ellipse(x - way * tall * 0.018, y - tall * 0.685, tall * 0.018, tall * 0.012, 0, 0, 7);
      ink.fill();
      ink.strokeStyle = css(palette.light, 0.55);
      ink.lineWidth = Math.max(0.6, tall * 0.006);
      for (const side of [-1, 1]) {
        for (const rise of [-0.03, 0.005, 0.04]) {
          ink.beginPath();
          ink.moveTo(x + (side * 0.05 - way * 0.018) * tall, y - tall * 0.67);
          ink.lineTo(x + (side * 0.2 - way * 0.018) * tall, y - tall * (0.67 - rise));
          ink.stroke();
        }
      }
    },
  };
}
