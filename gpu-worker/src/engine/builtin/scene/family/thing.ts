import { css, hex, hsl, mix } from '../colour.ts';
import { curve, glow, type Ink, type Stage } from '../layer.ts';
import type { Thing } from '../words.ts';
import { heap, pears } from './fruit.ts';
import { turned } from './glaze.ts';
import { FLOWERS, flower } from './growth.ts';
import type { Stand } from './stand.ts';

/** The still part of one thing. */
export function thing(ink: Ink, stage: Stage, name: Thing, at: Stand): void {
  glow(ink, at.x + at.u * 0.5, at.y, at.u * 1.9, 'rgba(40,25,40,0.42)', 'rgba(40,25,40,0)', 0.2);
  switch (name) {
    case 'flowers':
      return bouquet(ink, stage, at);
    case 'apple':
      return heap(ink, stage, at, [4, 85, 350], 0.93);
    case 'lemon':
      return heap(ink, stage, at, [50, 48, 30], 0.8);
    case 'pear':
      return pears(ink, stage, at);
    case 'cup':
      return cup(ink, at);
    case 'teapot':
      return teapot(ink, stage, at);
    case 'bread':
      return bread(ink, stage, at);
    case 'book':
      return books(ink, stage, at);
    case 'candle':
      return candle(ink, at);
    case 'bottle':
      return bottle(ink, at);
    default:
      name satisfies never;
  }
}

/** What moves about it: steam and flames. */
export function stir(ink: Ink, name: Thing, at: Stand, t: number): void {
  if (name === 'cup' || name === 'teapot')
    steam(ink, name === 'cup' ? at.x : at.x + at.u * 1.25, at.y - at.u * (name === 'cup' ? 0.85 : 1.1), at.u, t);
  if (name === 'candle') flame(ink, at, t);
}

function steam(ink: Ink, x: number, y: number, u: number, t: number): void {
  for (let i = 0; i < 3; i++) {
    for (let k = 0; k < 12; k++) {
      const rise = (k / 12 + t * 2) % 1;
      const sway = Math.sin(i * 2.1 + rise * 5 + t * Math.PI * 2) * u * 0.14;
      const shine = (0.2 * Math.sin(rise * Math.PI)).toFixed(3);
      glow(
        ink,
        x + (i - 1) * u * 0.24 + sway,
        y - rise * u * 1.9,
        u * (0.1 + rise * 0.2),
        `rgba(255,255,255,${shine})`,
        'rgba(255,255,255,0)',
      );
    }
  }
}

function flame(ink: Ink, at: Stand, t: number): void {
  const { x, u } = at;
  const y = at.y - u * 2.15;
  const sway = Math.sin(t * Math.PI * 10) * 0.05 + Math.sin(t * Math.PI * 26) * 0.03;
  const pulse = 1 + 0.09 * Math.sin(t * Math.PI * 18);
  glow(ink, x, y - u * 0.2, u * 3.4 * pulse, 'rgba(255,206,120,0.5)', 'rgba(255,206,120,0)');
  for (const [tone, share] of [
    ['rgba(255,150,50,0.9)', 1],
    ['rgba(255,225,120,0.95)', 0.66],
    ['rgba(255,252,235,1)', 0.36],
  ] as const) {
    ink.fillStyle = tone;
    ink.beginPath();
    ink.moveTo(x - u * 0.12 * share, y);
    ink.bezierCurveTo(
      x - u * 0.2 * share,
      y - u * 0.3 * share,
      x + u * (sway - 0.02),
      y - u * 0.4 * share,
      x + u * sway,
      y - u * 0.7 * share * pulse,
    );
    ink.bezierCurveTo(x + u * (sway + 0.06), y - u * 0.4 * share, x + u * 0.2 * share, y - u * 0.3 * share, x + u * 0.12 * share, y);
    ink.fill();
  }
}

function bouquet(ink: Ink, stage: Stage, { x, y, u }: Stand): void {
  const { random, brief } = stage;
  const named = [...brief.bloomHues, ...brief.hues];
  const hues = named.length > 0 ? named : [345, 20, 48, 285];
  const kinds = brief.blooms.length > 0 ? brief.blooms : FLOWERS.slice(0, 4);
  for (let i = 0; i < 17; i++) {
    ink.save();
    ink.translate(x, y - u * 1.9);
    ink.rotate(((i - 8) / 8) * 0.75);
    const hue = (hues[Math.floor(random() * hues.length)] ?? 20) + random() * 14;
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'daisy';
    flower(ink, stage, kind, 0, 0, u * (1.5 + random() * 1.7), hsl(hue, 0.7, 0.62), hex('#5b7d45'));
    ink.restore();
  }
  curve(ink, [
    [x - u * 0.36, y - u * 2.1],
    [x - u * 0.3, y - u * 1.75],
    [x - u * 0.78, y - u * 0.9],
    [x - u * 0.42, y],
    [x + u * 0.42, y],
    [x + u * 0.78, y - u * 0.9],
    [x + u * 0.3, y - u * 1.75],
    [x + u * 0.36, y - u * 2.1],
  ]);
  const clay = hsl((brief.hues[0] ?? 200) + 180, 0.42, 0.5);
  ink.fillStyle = turned(ink, x, u * 0.8, clay, 0.4);
  ink.fill();
}

function cup(ink: Ink, { x, y, u }: Stand): void {
  const r = u * 0.66;
  const cy = y - r * 0.9;
  ink.fillStyle = css([222, 216, 206]);
  ink.beginPath();
  ink.ellipse(x, y, r * 1.5, r * 0.3, 0, 0, 7);
  ink.fill();
  ink.strokeStyle = css([236, 232, 222]);
  ink.lineWidth = r * 0.2;
  ink.beginPath();
  ink.arc(x + r * 0.98, cy + r * 0.15, r * 0.36, -1.4, 1.7);
  ink.stroke();
  curve(ink, [
    [x - r, cy - r * 0.4],
    [x - r * 0.85, cy + r * 0.5],
    [x - r * 0.4, cy + r * 0.95],
    [x + r * 0.4, cy + r * 0.95],
    [x + r * 0.85, cy + r * 0.5],
    [x + r, cy - r * 0.4],
  ]);
  ink.fillStyle = turned(ink, x, r, [250, 246, 238], 0.5);
  ink.fill();
  ink.fillStyle = css(hex('#f4efe4'));
  ink.beginPath();
  ink.ellipse(x, cy - r * 0.4, r, r * 0.3, 0, 0, 7);
  ink.fill();
  ink.fillStyle = css(hex('#5a3523'));
  ink.beginPath();
  ink.ellipse(x, cy - r * 0.37, r * 0.84, r * 0.22, 0, 0, 7);
  ink.fill();
}

function teapot(ink: Ink, stage: Stage, { x, y, u }: Stand): void {
  const own = stage.brief.hues[0] === undefined ? hex('#3f7f8c') : hsl(stage.brief.hues[0], 0.45, 0.42);
  ink.strokeStyle = css(mix(own, [30, 15, 40], 0.3));
  ink.lineWidth = u * 0.2;
  ink.lineCap = 'round';
  ink.beginPath();
  ink.arc(x - u * 0.95, y - u * 0.85, u * 0.42, Math.PI * 0.55, Math.PI * 1.5);
  ink.stroke();
  ink.fillStyle = css(mix(own, [30, 15, 40], 0.2));
  ink.beginPath();
  ink.moveTo(x + u * 0.7, y - u * 0.4);
  ink.quadraticCurveTo(x + u * 1.15, y - u * 0.6, x + u * 1.2, y - u * 1.2);
  ink.lineTo(x + u * 1.38, y - u * 1.16);
  ink.quadraticCurveTo(x + u * 1.3, y - u * 0.4, x + u * 0.7, y - u * 0.1);
  ink.fill();
  curve(ink, [
    [x, y],
    [x - u * 0.8, y - u * 0.2],
    [x - u * 0.95, y - u * 0.8],
    [x - u * 0.5, y - u * 1.35],
    [x + u * 0.5, y - u * 1.35],
    [x + u * 0.95, y - u * 0.8],
    [x + u * 0.8, y - u * 0.2],
  ]);
  ink.fillStyle = turned(ink, x, u, own, 0.5);
  ink.fill();
  ink.fillStyle = css(mix(own, [255, 250, 235], 0.16));
  ink.beginPath();
  ink.ellipse(x, y - u * 1.34, u * 0.5, u * 0.13, 0, 0, 7);
  ink.fill();
  ink.beginPath();
  ink.arc(x, y - u * 1.52, u * 0.12, 0, 7);
  ink.fill();
}

function bread(ink: Ink, stage: Stage, { x, y, u }: Stand): void {
  const crust = hex('#b9773a');
  ink.fillStyle = css(hex('#8a6a4c'));
  ink.beginPath();
  ink.roundRect(x - u * 1.7, y - u * 0.16, u * 3.4, u * 0.24, u * 0.08);
  ink.fill();
  curve(ink, [
    [x - u * 1.45, y - u * 0.25],
    [x - u * 1.3, y - u * 0.72],
    [x - u * 0.5, y - u * 1.04],
    [x + u * 0.5, y - u * 1.04],
    [x + u * 1.3, y - u * 0.72],
    [x + u * 1.45, y - u * 0.25],
    [x, y - u * 0.1],
  ]);
  const baked = ink.createLinearGradient(0, y - u, 0, y);
  baked.addColorStop(0, css(mix(crust, [255, 226, 170], 0.5)));
  baked.addColorStop(0.5, css(crust));
  baked.addColorStop(1, css(mix(crust, [50, 24, 20], 0.5)));
  ink.fillStyle = baked;
  ink.fill();
  ink.lineCap = 'round';
  for (let k = 0; k < 4; k++) {
    ink.strokeStyle = css(hex('#f1d7a4'), 0.9);
    ink.lineWidth = u * 0.1;
    const cx = x + (k - 1.5) * u * 0.56;
    ink.beginPath();
    ink.moveTo(cx - u * 0.16, y - u * 0.5);
    ink.quadraticCurveTo(cx, y - u * 0.86, cx + u * 0.28, y - u * 0.9);
    ink.stroke();
  }
  for (let k = 0; k < 24; k++) {
    ink.fillStyle = css(crust, 0.7);
    ink.beginPath();
    ink.arc(x + (stage.random() - 0.5) * u * 4, y + stage.random() * u * 0.3, u * 0.03, 0, 7);
    ink.fill();
  }
}

function books(ink: Ink, stage: Stage, { x, y, u }: Stand): void {
  const hues = [stage.brief.hues[0] ?? 4, 215, 46];
  let top = y;
  for (const [i, hue] of hues.entries()) {
    const [wide, tall, shift] = [u * (2.3 - i * 0.25), u * 0.38, (stage.random() - 0.5) * u * 0.3];
    const cover = hsl(hue, 0.5, 0.4);
    ink.fillStyle = turned(ink, x, wide / 2, cover, 0.3);
    ink.beginPath();
    ink.roundRect(x - wide / 2 + shift, top - tall, wide, tall, u * 0.05);
    ink.fill();
    ink.fillStyle = css(hex('#f2e9d4'));
    ink.fillRect(x + wide * 0.1 + shift, top - tall * 0.84, wide * 0.41, tall * 0.68);
    ink.fillStyle = css(hex('#f0cf7a'), 0.9);
    ink.fillRect(x - wide * 0.36 + shift, top - tall * 0.6, wide * 0.2, tall * 0.16);
    top -= tall;
  }
  ink.fillStyle = css(hex('#f7efdc'));
  for (const side of [-1, 1]) {
    ink.beginPath();
    ink.moveTo(x, top);
    ink.quadraticCurveTo(x + side * u * 0.5, top - u * 0.3, x + side * u * 1.05, top - u * 0.12);
    ink.lineTo(x + side * u * 1.05, top + u * 0.02);
    ink.quadraticCurveTo(x + side * u * 0.5, top - u * 0.16, x, top + u * 0.1);
    ink.fill();
  }
}

function candle(ink: Ink, { x, y, u }: Stand): void {
  ink.fillStyle = css(hex('#a0763a'));
  ink.beginPath();
  ink.ellipse(x, y, u * 0.6, u * 0.16, 0, 0, 7);
  ink.fill();
  ink.fillStyle = turned(ink, x, u * 0.24, [246, 236, 214], 0.5);
  ink.beginPath();
  ink.roundRect(x - u * 0.24, y - u * 2, u * 0.48, u * 2, u * 0.08);
  ink.fill();
  ink.strokeStyle = css(hex('#3a2a22'));
  ink.lineWidth = u * 0.04;
  ink.beginPath();
  ink.moveTo(x, y - u * 2);
  ink.lineTo(x, y - u * 2.2);
  ink.stroke();
}

function bottle(ink: Ink, { x, y, u }: Stand): void {
  curve(ink, [
    [x - u * 0.42, y],
    [x - u * 0.45, y - u * 1.5],
    [x - u * 0.16, y - u * 2],
    [x - u * 0.14, y - u * 2.7],
    [x + u * 0.14, y - u * 2.7],
    [x + u * 0.16, y - u * 2],
    [x + u * 0.45, y - u * 1.5],
    [x + u * 0.42, y],
  ]);
  ink.fillStyle = turned(ink, x, u * 0.45, hex('#2f5a3c'), 0.4);
  ink.fill();
  ink.fillStyle = css(hex('#efe4c8'));
  ink.fillRect(x - u * 0.42, y - u * 1.15, u * 0.84, u * 0.6);
  ink.fillStyle = css(hex('#8f2f2b'));
  ink.fillRect(x - u * 0.15, y - u * 2.8, u * 0.3, u * 0.42);
  ink.fillStyle = 'rgba(255,255,255,0.35)';
  ink.fillRect(x - u * 0.3, y - u * 1.55, u * 0.07, u * 1.3);
}
