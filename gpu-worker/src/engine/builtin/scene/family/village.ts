import { css, hex, hsl, mix } from '../colour.ts';
import { glow, type Layer, type Stage } from '../layer.ts';
import { luminaryOf, skyLayers } from '../sky.ts';
import { cottage } from './cottage.ts';
import { grass, leafy } from './growth.ts';
import { hill } from './relief.ts';

export function village(stage: Stage): Layer[] {
  const { size, margin, palette, random, brief } = stage;
  const sun = luminaryOf(stage, 0.46);
  const patch = (ink: Parameters<NonNullable<Layer['still']>>[0], height: (x: number) => number): void => {
    for (let i = 0; i < 24; i++) {
      const x = -margin + random() * (size + 2 * margin);
      const y = height(x) + size * (0.02 + random() * 0.16);
      const crop = brief.season === 'winter' || brief.weather === 'snowfall' ? hsl(215, 0.2, 0.84) : hsl(40 + random() * 70, 0.42, 0.5);
      const tone = palette.lit(crop, 0.3);
      ink.fillStyle = css(tone, 0.6);
      ink.beginPath();
      ink.ellipse(x, y, size * (0.05 + random() * 0.08), size * (0.008 + random() * 0.016), (random() - 0.5) * 0.3, 0, 7);
      ink.fill();
    }
  };
  const chimneys: (readonly [number, number])[] = [];
  return [
    ...skyLayers(stage, 0.55, sun),
    hill(stage, 'far hills', 1, 0.53, 0.07, 0.62, hex('#73919a')),
    hill(stage, 'fields', 2, 0.6, 0.06, 0.36, palette.grass, patch),
    hill(stage, 'hamlet', 3, 0.7, 0.04, 0.2, mix(palette.grass, hex('#b9a24e'), 0.3), (ink, height) => {
      for (let i = 0; i < 24; i++) {
        const x = size * (0.06 + 0.88 * random());
        if (i === 12) church(ink, stage, size * (0.35 + 0.3 * random()), height(size * 0.5) + size * 0.02);
        if (i % 2) leafy(ink, stage, x, height(x) + size * 0.03, size * (0.07 + random() * 0.06), palette.lit(palette.leaf, 0.2));
        else {
          const [y, wide] = [height(x) + size * (0.02 + random() * 0.03), size * (0.06 + random() * 0.035)];
          cottage(ink, stage, x, y, wide, 0.2);
          if (i % 4 === 0) chimneys.push([x + wide * 0.24, y - wide * 1.15]);
        }
      }
    }),
    { name: 'smoke', depth: 0.712, brush: 0, moving: (ink, t) => smoke(ink, stage, chimneys, t) },
    hill(stage, 'near field', 4, 0.88, 0.03, 0.03, mix(palette.grass, hex('#c2a64a'), 0.25), (ink, height) => {
      lane(ink, stage, height);
      for (let i = 0; i < 500; i++) {
        const x = -margin + random() * (size + 2 * margin);
        grass(
          ink,
          stage,
          x,
          height(x) + size * random() * 0.14,
          size * (0.02 + random() * 0.04),
          mix(palette.lit(palette.grass, 0), random() > 0.5 ? palette.light : hex('#d9b64c'), 0.4 * random()),
        );
      }
      fence(ink, stage, height);
    }),
  ];
}

type Pen = Parameters<NonNullable<Layer['still']>>[0];

/** What rises from hearths, leaning with the wind. */
function smoke(ink: Pen, stage: Stage, chimneys: readonly (readonly [number, number])[], t: number): void {
  const { size, palette } = stage;
  for (const [i, [x, y]] of chimneys.entries()) {
    for (let k = 0; k < 11; k++) {
      const rise = (k / 11 + t * 2 + i * 0.3) % 1;
      const sway = Math.sin(i * 2 + k + rise * 5) * size * 0.006;
      const tone = css(mix(palette.light, palette.skyMid, 0.25), 0.42 * (1 - rise));
      glow(ink, x + sway + rise * size * 0.07, y - rise * size * 0.13, size * (0.008 + 0.022 * rise), tone, css(palette.light, 0));
    }
  }
}

/** A church with its pointed spire; foot at x, y. */
function church(ink: Pen, stage: Stage, x: number, y: number): void {
  const { palette } = stage;
  const u = stage.size * 0.03;
  const wall = palette.lit(hex('#e8dcc6'), 0.2);
  const slate = palette.lit(hex('#56657a'), 0.2);
  ink.fillStyle = css(wall);
  ink.fillRect(x - u * 0.6, y - u * 3.4, u * 1.2, u * 3.4);
  ink.fillRect(x, y - u * 1.7, u * 2.4, u * 1.7);
  ink.fillStyle = css(mix(wall, palette.shade, 0.3));
  ink.fillRect(x + u * 0.2, y - u * 3.4, u * 0.4, u * 3.4);
  ink.fillStyle = css(slate);
  ink.beginPath();
  ink.moveTo(x - u * 0.75, y - u * 3.3);
  ink.lineTo(x, y - u * 6);
  ink.lineTo(x + u * 0.75, y - u * 3.3);
  ink.fill();
  ink.beginPath();
  ink.moveTo(x + u * 0.5, y - u * 1.6);
  ink.lineTo(x + u * 0.7, y - u * 2.6);
  ink.lineTo(x + u * 2.3, y - u * 2.6);
  ink.lineTo(x + u * 2.6, y - u * 1.6);
  ink.fill();
  ink.fillStyle = palette.dark > 0.3 ? '#ffd98a' : css(mix(wall, palette.shade, 0.6));
  ink.beginPath();
  ink.arc(x, y - u * 2.7, u * 0.2, 0, 7);
  ink.fill();
  for (const dx of [1, 1.7]) ink.fillRect(x + dx * u, y - u * 1.25, u * 0.22, u * 0.6);
}

/** A lane that winds from the bottom of the frame toward the houses. */
function lane(ink: Pen, stage: Stage, height: (x: number) => number): void {
  const { size, palette, random } = stage;
  const foot = size * (0.3 + random() * 0.3);
  const head = size * (0.45 + random() * 0.12);
  const top = height(head) - size * 0.01;
  const bed = ink.createLinearGradient(0, top, 0, size * 1.05);
  bed.addColorStop(0, css(palette.lit(hex('#dcc79c'), 0.25)));
  bed.addColorStop(1, css(palette.lit(hex('#c9ad7c'), 0)));
  ink.fillStyle = bed;
  ink.beginPath();
  ink.moveTo(head - size * 0.008, top);
  ink.bezierCurveTo(head + size * 0.12, top + size * 0.04, foot - size * 0.14, size * 0.95, foot - size * 0.1, size * 1.08);
  ink.lineTo(foot + size * 0.1, size * 1.08);
  ink.bezierCurveTo(foot + size * 0.02, size * 0.95, head + size * 0.18, top + size * 0.05, head + size * 0.008, top);
  ink.fill();
}

/** A fence of posts and two rails along one side. */
function fence(ink: Pen, stage: Stage, height: (x: number) => number): void {
  const { size, palette, random } = stage;
  const wood = palette.lit(hex('#8a7258'), 0);
  const from = size * (0.6 + random() * 0.08);
  const at = (k: number): readonly [number, number, number] => {
    const near = k / 6;
    return [from + near * size * 0.46, height(size * 0.8) + size * (0.004 + 0.05 * near * near), size * (0.035 + 0.03 * near)];
  };
  ink.lineCap = 'round';
  for (let k = 0; k < 7; k++) {
    const [x, y, tall] = at(k);
    ink.strokeStyle = css(mix(wood, palette.light, 0.15));
    ink.lineWidth = tall * 0.13;
    ink.beginPath();
    ink.moveTo(x, y);
    ink.lineTo(x, y - tall);
    ink.stroke();
    if (k === 6) continue;
    const [x2, y2, tall2] = at(k + 1);
    ink.strokeStyle = css(mix(wood, palette.shade, 0.1));
    ink.lineWidth = tall * 0.09;
    for (const share of [0.4, 0.8]) {
      ink.beginPath();
      ink.moveTo(x, y - tall * share);
      ink.lineTo(x2, y2 - tall2 * share);
      ink.stroke();
    }
  }
}
