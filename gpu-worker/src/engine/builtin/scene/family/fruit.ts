import { css, hex, hsl } from '../colour.ts';
import { curve, type Ink, type Stage } from '../layer.ts';
import { turned } from './glaze.ts';
import type { Stand } from './stand.ts';

/** Four round fruits in a heap, of the given hues. */
export function heap(ink: Ink, stage: Stage, { x, y, u }: Stand, hues: readonly number[], squash: number): void {
  const places = [
    [-0.62, -0.42, 0.46],
    [0.42, -0.44, 0.48],
    [-0.1, -0.3, 0.5],
    [-0.1, -1.06, 0.44],
  ] as const;
  for (const [dx, dy, r] of places) {
    const hue = hues[Math.floor(stage.random() * hues.length)] ?? 4;
    const [fx, fy, fr] = [x + dx * u, y + dy * u, r * u];
    const skin = ink.createRadialGradient(fx - fr * 0.4, fy - fr * 0.45, fr * 0.1, fx, fy, fr * 1.15);
    skin.addColorStop(0, css(hsl(hue + 12, 0.85, 0.76)));
    skin.addColorStop(0.45, css(hsl(hue, 0.75, 0.52)));
    skin.addColorStop(1, css(hsl(hue - 12, 0.65, 0.25)));
    ink.fillStyle = skin;
    ink.beginPath();
    ink.ellipse(fx, fy, fr / Math.sqrt(squash), fr * squash, squash < 0.9 ? 0.3 : 0, 0, 7);
    ink.fill();
    if (squash < 0.9) continue;
    ink.strokeStyle = css(hex('#4a3325'));
    ink.lineWidth = fr * 0.09;
    ink.beginPath();
    ink.moveTo(fx, fy - fr * 0.78);
    ink.quadraticCurveTo(fx + fr * 0.1, fy - fr * 1.1, fx + fr * 0.26, fy - fr * 1.2);
    ink.stroke();
    ink.fillStyle = css(hex('#5f8a43'));
    ink.beginPath();
    ink.ellipse(fx + fr * 0.36, fy - fr * 1.06, fr * 0.22, fr * 0.09, -0.4, 0, 7);
    ink.fill();
  }
}

export function pears(ink: Ink, stage: Stage, { x, y, u }: Stand): void {
  for (const [dx, lean, scale] of [
    [0.62, 0.16, 0.92],
    [-0.45, -0.1, 1],
  ] as const) {
    ink.save();
    ink.translate(x + dx * u, y);
    ink.rotate(lean);
    ink.scale(scale, scale);
    curve(ink, [
      [0, 0],
      [-u * 0.5, -u * 0.22],
      [-u * 0.44, -u * 0.66],
      [-u * 0.2, -u * 1.02],
      [-u * 0.12, -u * 1.36],
      [u * 0.12, -u * 1.36],
      [u * 0.2, -u * 1.02],
      [u * 0.44, -u * 0.66],
      [u * 0.5, -u * 0.22],
    ]);
    ink.fillStyle = turned(ink, 0, u * 0.5, hsl(58 + stage.random() * 24, 0.5, 0.5), 0.45);
    ink.fill();
    ink.strokeStyle = css(hex('#4a3325'));
    ink.lineWidth = u * 0.05;
    ink.beginPath();
    ink.moveTo(0, -u * 1.35);
    ink.quadraticCurveTo(u * 0.03, -u * 1.55, u * 0.12, -u * 1.64);
    ink.stroke();
    ink.restore();
  }
}
