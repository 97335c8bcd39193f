import { css, hex, mix } from '../colour.ts';
import { glow, type Layer, type Stage } from '../layer.ts';
import { dye } from '../tint.ts';
import { outline } from './outline.ts';

/** An owl on its branch that turns its head and blinks. */
export function owl(stage: Stage): Layer {
  const { size, palette, random, brief, noise } = stage;
  const own = brief.tint ? dye(brief.tint, 0.4, 0.42) : hex('#8a6242');
  const [x, y, tall] = [size * (0.36 + random() * 0.28), size * 0.8, size * 0.36];
  const coat = palette.lit(own, 0);
  const pale = palette.lit(mix(own, hex('#f4e7cf'), 0.7), 0);
  const bark = palette.lit(hex('#4a362b'), 0);
  return {
    name: 'owl',
    depth: 0.86,
    brush: 0.5,
    still: (ink) => {
      ink.strokeStyle = css(bark);
      ink.lineCap = 'round';
      ink.lineWidth = tall * 0.1;
      ink.beginPath();
      ink.moveTo(x - tall * 1.1, y + tall * 0.1);
      ink.quadraticCurveTo(x, y - tall * 0.02, x + tall * 1.1, y + tall * 0.06);
      ink.stroke();
      const round = ink.createLinearGradient(x - tall * 0.3, 0, x + tall * 0.3, 0);
      round.addColorStop(0, css(mix(coat, palette.light, 0.28)));
      round.addColorStop(0.5, css(coat));
      round.addColorStop(1, css(mix(coat, palette.shade, 0.5)));
      outline(
        ink,
        [
          [0, 0.06],
          [-0.2, 0],
          [-0.32, -0.3],
          [-0.3, -0.62],
          [-0.31, -0.88],
          [-0.34, -1.04],
          [-0.16, -0.95],
          [0, -0.97],
          [0.16, -0.95],
          [0.34, -1.04],
          [0.31, -0.88],
          [0.3, -0.62],
          [0.32, -0.3],
          [0.2, 0],
        ],
        x,
        y,
        tall,
        1,
        round,
      );
      ink.fillStyle = css(pale);
      ink.beginPath();
      ink.ellipse(x, y - tall * 0.28, tall * 0.19, tall * 0.26, 0, 0, 7);
      ink.fill();
      ink.strokeStyle = css(mix(coat, palette.shade, 0.25), 0.8);
      ink.lineWidth = tall * 0.02;
      for (let row = 0; row < 5; row++) {
        for (let k = -2; k <= 2; k++) {
          const [fx, fy] = [x + (k + (row % 2) / 2) * tall * 0.07, y - tall * (0.46 - row * 0.085)];
          ink.beginPath();
          ink.arc(fx, fy, tall * 0.026, 0.2, Math.PI - 0.2);
          ink.stroke();
        }
      }
      ink.fillStyle = css(mix(coat, palette.shade, 0.35));
      for (const side of [-1, 1]) {
        ink.beginPath();
        ink.ellipse(x + side * tall * 0.27, y - tall * 0.32, tall * 0.085, tall * 0.28, side * 0.12, 0, 7);
        ink.fill();
      }
      ink.fillStyle = css(palette.lit(hex('#d79a3c'), 0));
      for (const dx of [-0.13, -0.07, 0.07, 0.13]) {
        ink.beginPath();
        ink.ellipse(x + dx * tall, y + tall * 0.035, tall * 0.025, tall * 0.05, 0, 0, 7);
        ink.fill();
      }
    },
    moving: (ink, t) => {
      const turn = Math.sin(t * Math.PI * 2) * tall * 0.035;
      const blink = Math.abs(t - 0.3) < 0.025 || Math.abs(t - 0.82) < 0.02 ? 0.12 : 1;
      for (const side of [-1, 1]) {
        const [ex, ey] = [x + side * tall * 0.125 + turn, y - tall * 0.72];
        ink.fillStyle = css(pale);
        ink.beginPath();
        ink.arc(ex, ey, tall * 0.135, 0, 7);
        ink.fill();
        for (let k = 0; k < 14; k++) {
          const angle = (k / 14) * Math.PI * 2 + noise(k, 3) * 0.2;
          ink.strokeStyle = css(mix(coat, palette.shade, 0.1), 0.55);
          ink.lineWidth = tall * 0.01;
          ink.beginPath();
          ink.moveTo(ex + Math.cos(angle) * tall * 0.09, ey + Math.sin(angle) * tall * 0.09);
          ink.lineTo(ex + Math.cos(angle) * tall * 0.13, ey + Math.sin(angle) * tall * 0.13);
          ink.stroke();
        }
        if (palette.dark > 0.3) glow(ink, ex, ey, tall * 0.2, 'rgba(255,205,90,0.5)', 'rgba(255,205,90,0)');
        ink.fillStyle = '#f5b92e';
        ink.beginPath();
        ink.ellipse(ex, ey, tall * 0.085, tall * 0.085 * blink, 0, 0, 7);
        ink.fill();
        ink.fillStyle = '#15110f';
        ink.beginPath();
        ink.ellipse(ex + turn * 0.4, ey, tall * 0.048, tall * 0.048 * blink, 0, 0, 7);
        ink.fill();
        ink.fillStyle = 'rgba(255,255,255,0.9)';
        ink.beginPath();
        ink.arc(ex - tall * 0.02, ey - tall * 0.022, tall * 0.013 * blink, 0, 7);
        ink.fill();
      }
      ink.fillStyle = css(palette.lit(hex('#d79a3c'), 0));
      ink.beginPath();
      ink.moveTo(x + turn - tall * 0.035, y - tall * 0.68);
      ink.lineTo(x + turn + tall * 0.035, y - tall * 0.68);
      ink.lineTo(x + turn, y - tall * 0.58);
      ink.fill();
    },
  };
}
