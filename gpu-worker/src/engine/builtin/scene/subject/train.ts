import { css, hex, mix } from '../colour.ts';
import { glow, type Layer, type Stage } from '../layer.ts';
import { dye } from '../tint.ts';

/** A steam train on its viaduct, with smoke and lit windows. */
export function train(stage: Stage): Layer {
  const { size, margin, palette, random, brief } = stage;
  const own = palette.lit(brief.tint ? dye(brief.tint, 0.6, 0.4) : hex('#a23a32'), 0.03);
  const iron = palette.lit(hex('#2f3138'), 0.03);
  const stone = palette.lit(hex('#9c8f80'), 0.06);
  const [rail, u] = [size * 0.72, size * 0.042];
  const start = 0.12 + random() * 0.1;
  return {
    name: 'train',
    depth: 0.74,
    brush: 0.4,
    still: (ink) => {
      ink.fillStyle = css(stone);
      ink.fillRect(-margin, rail, size + 2 * margin, u * 0.9);
      for (let x = -margin; x < size + margin; x += u * 4) {
        const pier = ink.createLinearGradient(x, 0, x + u * 1.1, 0);
        pier.addColorStop(0, css(mix(stone, palette.light, 0.2)));
        pier.addColorStop(1, css(mix(stone, palette.shade, 0.4)));
        ink.fillStyle = pier;
        ink.fillRect(x, rail + u * 0.8, u * 1.1, size);
        ink.fillStyle = css(mix(stone, palette.shade, 0.15));
        ink.beginPath();
        ink.moveTo(x + u * 1.1, rail + u * 0.8);
        ink.lineTo(x + u * 4, rail + u * 0.8);
        ink.lineTo(x + u * 4, rail + u * 2.6);
        ink.quadraticCurveTo(x + u * 2.55, rail + u * 0.6, x + u * 1.1, rail + u * 2.6);
        ink.fill();
      }
      ink.fillStyle = css(mix(stone, palette.light, 0.3));
      ink.fillRect(-margin, rail - u * 0.1, size + 2 * margin, u * 0.2);
    },
    moving: (ink, t) => {
      const x = (start + t * 0.3) * size;
      const wheel = (wx: number, r: number): void => {
        ink.fillStyle = css(iron);
        ink.beginPath();
        ink.arc(wx, rail - r, r, 0, 7);
        ink.fill();
        ink.strokeStyle = css(mix(iron, palette.light, 0.5));
        ink.lineWidth = u * 0.06;
        const turn = (t * 0.3 * size) / r;
        for (const spoke of [0, Math.PI / 3, (Math.PI * 2) / 3]) {
          ink.beginPath();
          ink.moveTo(wx - Math.cos(turn + spoke) * r * 0.8, rail - r - Math.sin(turn + spoke) * r * 0.8);
          ink.lineTo(wx + Math.cos(turn + spoke) * r * 0.8, rail - r + Math.sin(turn + spoke) * r * 0.8);
          ink.stroke();
        }
      };
      for (let car = 3; car >= 1; car--) {
        const left = x - car * u * 4.5;
        ink.fillStyle = css(mix(own, palette.shade, 0.12 * car));
        ink.fillRect(left, rail - u * 2.5, u * 4.2, u * 2.1);
        ink.fillStyle = css(mix(own, palette.shade, 0.5));
        ink.fillRect(left - u * 0.1, rail - u * 2.7, u * 4.4, u * 0.3);
        ink.fillRect(left - u * 0.3, rail - u * 0.8, u * 0.4, u * 0.15);
        for (let k = 0; k < 4; k++) {
          ink.fillStyle = palette.dark > 0.25 ? '#ffdf96' : css(mix(palette.skyLow, palette.light, 0.5));
          ink.fillRect(left + u * (0.4 + k * 0.95), rail - u * 2.05, u * 0.6, u * 0.7);
        }
        for (const w of [0.8, 3.4]) wheel(left + u * w, u * 0.4);
      }
      ink.fillStyle = css(own);
      ink.fillRect(x, rail - u * 3, u * 1.5, u * 2.5);
      ink.fillStyle = css(iron);
      ink.fillRect(x - u * 0.15, rail - u * 3.2, u * 1.8, u * 0.28);
      const boiler = ink.createLinearGradient(0, rail - u * 2.4, 0, rail - u * 0.6);
      boiler.addColorStop(0, css(mix(iron, palette.light, 0.4)));
      boiler.addColorStop(0.5, css(iron));
      boiler.addColorStop(1, css(mix(iron, palette.shade, 0.6)));
      ink.fillStyle = boiler;
      ink.beginPath();
      ink.roundRect(x + u * 1.4, rail - u * 2.3, u * 3, u * 1.6, u * 0.4);
      ink.fill();
      ink.fillStyle = css(iron);
      ink.fillRect(x + u * 3.6, rail - u * 3.3, u * 0.45, u * 1.2);
      ink.fillRect(x + u * 3.45, rail - u * 3.45, u * 0.75, u * 0.25);
      ink.fillStyle = css(mix(own, palette.light, 0.1));
      ink.fillRect(x + u * 0.1, rail - u * 0.75, u * 4.4, u * 0.3);
      ink.fillStyle = palette.dark > 0.25 ? '#ffdf96' : css(mix(palette.skyLow, palette.light, 0.5));
      ink.fillRect(x + u * 0.35, rail - u * 2.7, u * 0.8, u * 0.8);
      for (const [w, r] of [
        [0.8, 0.62],
        [2.2, 0.62],
        [3.4, 0.45],
        [4.2, 0.38],
      ] as const)
        wheel(x + u * w, u * r);
      glow(ink, x + u * 4.6, rail - u * 1.5, u * (1 + palette.dark * 2), 'rgba(255,236,170,0.7)', 'rgba(255,236,170,0)');
      for (let k = 0; k < 20; k++) {
        const age = (k / 20 + t * 2) % 1;
        glow(
          ink,
          x + u * 3.8 - age * size * 0.3,
          rail - u * 3.7 - age * size * 0.11 - Math.sin(k * 1.9) * u * 0.5 * age,
          u * (0.5 + age * 1.9),
          css(mix(palette.light, palette.skyMid, 0.2), 0.5 * (1 - age)),
          css(palette.light, 0),
        );
      }
    },
  };
}
