import { css, hsl, mix } from '../colour.ts';
import type { Ink, Stage } from '../layer.ts';

// What a face wears. The head's centre and radius are in pixels.

export function crown(ink: Ink, stage: Stage, cx: number, cy: number, r: number): void {
  const gold = mix([240, 190, 70], stage.palette.shade, stage.palette.dark * 0.2);
  const foot = cy - r * 1.02;
  const metal = ink.createLinearGradient(cx - r * 0.8, 0, cx + r * 0.8, 0);
  metal.addColorStop(0, css(mix(gold, [255, 252, 230], 0.5)));
  metal.addColorStop(0.5, css(gold));
  metal.addColorStop(1, css(mix(gold, [90, 40, 30], 0.5)));
  ink.fillStyle = metal;
  ink.beginPath();
  ink.moveTo(cx - r * 0.7, foot);
  for (let k = 0; k <= 4; k++) {
    const x = cx + (k - 2) * r * 0.36;
    ink.lineTo(x, foot - r * (k % 2 ? 0.5 : 0.72));
    if (k < 4) ink.lineTo(x + r * 0.18, foot - r * 0.3);
  }
  ink.lineTo(cx + r * 0.7, foot);
  ink.quadraticCurveTo(cx, foot + r * 0.16, cx - r * 0.7, foot);
  ink.fill();
  for (let k = 0; k <= 4; k++) {
    ink.fillStyle = css(hsl([352, 205, 130, 205, 352][k] ?? 352, 0.7, 0.5));
    ink.beginPath();
    ink.arc(cx + (k - 2) * r * 0.36, foot - r * (k % 2 ? 0.53 : 0.75), r * 0.065, 0, 7);
    ink.fill();
    ink.beginPath();
    ink.ellipse(cx + (k - 2) * r * 0.28, foot - r * 0.06 + r * 0.03 * (2 - Math.abs(k - 2)), r * 0.06, r * 0.045, 0, 0, 7);
    ink.fill();
  }
}

export function beard(ink: Ink, stage: Stage, cx: number, cy: number, r: number, tone: readonly [number, number, number]): void {
  ink.lineCap = 'round';
  for (let i = 0; i < 150; i++) {
    const u = (i / 149) * 2 - 1;
    ink.strokeStyle = css(mix(tone, i % 2 ? stage.palette.light : stage.palette.shade, 0.2 * Math.abs(stage.noise(i * 0.5, 6))), 0.9);
    ink.lineWidth = r * 0.06;
    const top = cy + r * (0.62 - 0.5 * Math.abs(u) ** 2 + (Math.abs(u) < 0.4 ? 0.24 : 0));
    ink.beginPath();
    ink.moveTo(cx + u * r * 0.78, top);
    ink.quadraticCurveTo(cx + u * r * 0.8, cy + r * 1.1, cx + u * r * 0.42, cy + r * (1.5 + 0.16 * stage.noise(i, 9) - 0.3 * Math.abs(u)));
    ink.stroke();
  }
}

export function wrinkles(ink: Ink, cx: number, cy: number, r: number, tone: string): void {
  ink.strokeStyle = tone;
  ink.lineCap = 'round';
  ink.lineWidth = r * 0.025;
  for (const side of [-1, 1]) {
    for (const [x0, y0, x1, y1] of [
      [0.24, 0.42, 0.38, 0.72],
      [0.6, -0.02, 0.74, -0.1],
      [0.6, 0.05, 0.74, 0.06],
      [0.22, 0.1, 0.5, 0.13],
    ] as const) {
      ink.beginPath();
      ink.moveTo(cx + side * x0 * r, cy + y0 * r);
      ink.quadraticCurveTo(cx + side * (x0 + x1) * 0.55 * r, cy + (y0 + y1) * 0.5 * r, cx + side * x1 * r, cy + y1 * r);
      ink.stroke();
    }
  }
  for (const y of [-0.52, -0.62]) {
    ink.beginPath();
    ink.moveTo(cx - r * 0.34, cy + y * r);
    ink.quadraticCurveTo(cx, cy + (y - 0.05) * r, cx + r * 0.34, cy + y * r);
    ink.stroke();
  }
}
