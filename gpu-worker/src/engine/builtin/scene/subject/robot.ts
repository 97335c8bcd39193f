import { css, hex, mix } from '../colour.ts';
import { glow, type Layer, type Stage } from '../layer.ts';
import { dye } from '../tint.ts';

/** A friendly robot of riveted tin; its eyes glow and it waves. */
export function robot(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own = palette.lit(brief.tint ? dye(brief.tint, 0.5, 0.52) : hex('#8fa3ad'), 0);
  const dark = mix(own, palette.shade, 0.55);
  const eye = '#8ff3ff';
  const [x, foot, u] = [size * (0.38 + random() * 0.24), size * 0.97, size * 0.058];
  const box = (ink: Parameters<NonNullable<Layer['still']>>[0], left: number, top: number, w: number, h: number, r: number): void => {
    const tin = ink.createLinearGradient(left, 0, left + w, 0);
    tin.addColorStop(0, css(mix(own, palette.light, 0.4)));
    tin.addColorStop(0.5, css(own));
    tin.addColorStop(1, css(mix(own, palette.shade, 0.5)));
    ink.fillStyle = tin;
    ink.beginPath();
    ink.roundRect(left, top, w, h, r);
    ink.fill();
  };
  return {
    name: 'robot',
    depth: 0.86,
    brush: 0.35,
    still: (ink) => {
      glow(ink, x, foot, u * 3.4, css(palette.shade, 0.55), css(palette.shade, 0), 0.16);
      for (const side of [-1, 1]) {
        ink.fillStyle = css(dark);
        ink.fillRect(x + side * u * 0.75 - u * 0.25, foot - u * 1.7, u * 0.5, u * 1.4);
        box(ink, x + side * u * 0.75 - u * 0.6, foot - u * 0.55, u * 1.2, u * 0.55, u * 0.2);
      }
      ink.fillStyle = css(dark);
      ink.fillRect(x - u * 0.3, foot - u * 5, u * 0.6, u * 0.5);
      box(ink, x - u * 1.5, foot - u * 4.6, u * 3, u * 3.1, u * 0.45);
      box(ink, x - u * 1.25, foot - u * 7, u * 2.5, u * 2.1, u * 0.6);
      ink.fillStyle = css(mix(dark, [10, 16, 24], 0.5));
      ink.beginPath();
      ink.roundRect(x - u * 1, foot - u * 6.6, u * 2, u * 1.1, u * 0.4);
      ink.fill();
      ink.fillStyle = css(mix(own, palette.light, 0.25));
      ink.beginPath();
      ink.roundRect(x - u * 0.95, foot - u * 3.9, u * 1.9, u * 1.3, u * 0.2);
      ink.fill();
      for (const [i, hue] of [4, 46, 130].entries()) {
        ink.fillStyle = `hsl(${hue},70%,52%)`;
        ink.beginPath();
        ink.arc(x + (i - 1) * u * 0.5, foot - u * 3.5, u * 0.16, 0, 7);
        ink.fill();
      }
      ink.fillStyle = css(dark);
      for (let k = 0; k < 5; k++) ink.fillRect(x + (k - 2) * u * 0.3 - u * 0.06, foot - u * 3.1, u * 0.12, u * 0.35);
      ink.strokeStyle = css(dark);
      ink.lineWidth = u * 0.32;
      ink.lineCap = 'round';
      ink.beginPath();
      ink.moveTo(x - u * 1.6, foot - u * 4.1);
      ink.quadraticCurveTo(x - u * 2.3, foot - u * 3.3, x - u * 2, foot - u * 2.3);
      ink.stroke();
      ink.lineWidth = u * 0.08;
      ink.beginPath();
      ink.moveTo(x, foot - u * 7);
      ink.lineTo(x, foot - u * 7.7);
      ink.stroke();
    },
    moving: (ink, t) => {
      const wave = Math.sin(t * Math.PI * 8) * 0.5;
      ink.strokeStyle = css(dark);
      ink.lineCap = 'round';
      ink.lineWidth = u * 0.32;
      const hand = [x + u * (2.5 + wave * 0.5), foot - u * (6 - Math.abs(wave) * 0.3)] as const;
      ink.beginPath();
      ink.moveTo(x + u * 1.6, foot - u * 4.1);
      ink.quadraticCurveTo(x + u * 2.7, foot - u * 4.3, hand[0], hand[1]);
      ink.stroke();
      ink.fillStyle = css(own);
      ink.beginPath();
      ink.arc(hand[0], hand[1], u * 0.34, 0, 7);
      ink.fill();
      const blink = Math.abs(t - 0.4) < 0.02 ? 0.1 : 1;
      for (const side of [-1, 1]) {
        glow(ink, x + side * u * 0.45, foot - u * 6.05, u * 0.9, 'rgba(143,243,255,0.5)', 'rgba(143,243,255,0)');
        ink.fillStyle = eye;
        ink.beginPath();
        ink.ellipse(x + side * u * 0.45, foot - u * 6.05, u * 0.24, u * 0.24 * blink, 0, 0, 7);
        ink.fill();
      }
      const pulse = 0.5 + 0.5 * Math.sin(t * Math.PI * 6);
      glow(ink, x, foot - u * 7.8, u * 0.6, `rgba(255,120,90,${(0.3 + 0.6 * pulse).toFixed(2)})`, 'rgba(255,120,90,0)');
    },
  };
}
