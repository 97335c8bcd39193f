import { css, hex, hsl, mix } from '../colour.ts';
import type { Layer, Stage } from '../layer.ts';
import type { Thing } from '../words.ts';
import { backdrop } from './backdrop.ts';
import { dapple } from './dapple.ts';
import type { Stand } from './stand.ts';
import { stir, thing } from './thing.ts';

const EDGE = 0.66;
const USUAL: readonly Thing[] = ['flowers', 'apple', 'cup'];

/** A still life of what the words name, by a window whose light moves. */
export function table(stage: Stage): Layer[] {
  const { size, margin, random, palette, brief } = stage;
  const hue = brief.hues[0] ?? 180 + random() * 60;
  const wall = mix(hsl(hue, 0.28, 0.62), palette.shade, palette.dark * 0.5);
  const cloth = mix(hex('#e9dcc3'), palette.shade, palette.dark * 0.4);
  const names = [...brief.things, ...USUAL.filter((name) => !brief.things.includes(name))].slice(
    0,
    Math.max(3, Math.min(4, brief.things.length)),
  );
  const side = random() > 0.5 ? 1 : -1;
  // The first is the main thing; the others stand around it, nearer ones lower.
  const stands: readonly Stand[] = [
    { x: size * (0.47 + random() * 0.06), y: size * 0.81, u: size * 0.108 },
    { x: size * (0.5 + side * 0.29), y: size * 0.88, u: size * 0.088 },
    { x: size * (0.5 - side * 0.29), y: size * 0.86, u: size * 0.082 },
    { x: size * (0.5 + side * 0.05), y: size * 0.95, u: size * 0.07 },
  ];
  const set = names.flatMap((name, i) => {
    const at = stands[i];
    return at ? [{ name, at }] : [];
  });
  return [
    backdrop(stage, mix(wall, [255, 255, 255], 0.22), mix(wall, [40, 30, 50], 0.3)),
    {
      name: 'table',
      depth: 0.3,
      brush: 0.8,
      still: (ink) => {
        const gradient = ink.createLinearGradient(0, EDGE * size, 0, size);
        gradient.addColorStop(0, css(mix(cloth, [120, 90, 70], 0.2)));
        gradient.addColorStop(0.2, css(cloth));
        gradient.addColorStop(1, css(mix(cloth, [110, 80, 90], 0.34)));
        ink.fillStyle = gradient;
        ink.fillRect(-margin, EDGE * size, size + 2 * margin, size);
        for (let i = 0; i < 9; i++) {
          ink.strokeStyle = css(hsl(hue + 150, 0.35, 0.55), 0.3);
          ink.lineWidth = size * 0.006;
          ink.beginPath();
          ink.moveTo(size * (0.5 + (i - 4) * 0.11), EDGE * size);
          ink.lineTo(size * (0.5 + (i - 4) * 0.3), size * 1.1);
          ink.stroke();
        }
      },
    },
    dapple(stage, 0.34),
    {
      name: 'things',
      depth: 0.45,
      brush: 0.8,
      still: (ink) => {
        for (const { name, at } of set) thing(ink, stage, name, at);
      },
      moving: (ink, t) => {
        for (const { name, at } of set) stir(ink, name, at, t);
      },
    },
  ];
}
