import { hex, hsl, mix } from '../colour.ts';
import type { Layer, Stage } from '../layer.ts';
import { luminaryOf, skyLayers } from '../sky.ts';
import { FLOWERS, flower, grass, leafy } from './growth.ts';
import { hill } from './relief.ts';

export function meadow(stage: Stage): Layer[] {
  const { size, margin, palette, random, brief } = stage;
  const sun = luminaryOf(stage, 0.44);
  const any = [
    FLOWERS[Math.floor(random() * FLOWERS.length)] ?? 'daisy',
    FLOWERS[Math.floor(random() * FLOWERS.length)] ?? 'poppy',
    'poppy',
  ] as const;
  const kinds = brief.blooms.length > 0 ? brief.blooms : any;
  const named = [...brief.bloomHues, ...brief.hues];
  const hues = named.length > 0 ? named : kinds.length === 1 && kinds[0] === 'poppy' ? [2, 8, 356] : [350, 46, 275, 12, 325];
  const bed = (name: string, row: number, base: number, distance: number, tall: readonly [number, number], count: number): Layer =>
    hill(
      stage,
      name,
      row,
      base,
      0.03,
      distance,
      mix(palette.grass, hsl(88, 0.4, 0.4), 0.3 * random()),
      (ink, height) => {
        for (let i = 0; i < count * 4; i++) {
          const x = -margin + random() * (size + 2 * margin);
          grass(
            ink,
            stage,
            x,
            height(x) + size * random() * 0.2,
            size * (tall[0] * 0.4 + random() * tall[1] * 0.5),
            mix(palette.lit(palette.grass, distance), random() > 0.5 ? palette.light : palette.shade, 0.32 * random()),
          );
        }
        for (let i = 0; i < count; i++) {
          const x = -margin + random() * (size + 2 * margin);
          const hue = hues[Math.floor(random() * hues.length)] ?? 350;
          const depth = (i / count) ** 1.2 * 0.18;
          flower(
            ink,
            stage,
            kinds[Math.floor(random() * kinds.length)] ?? 'daisy',
            x,
            height(x) + size * (depth + tall[0] * 0.8),
            size * (tall[0] + random() * (tall[1] - tall[0])) * (0.7 + depth * 2),
            palette.lit(hsl(hue + random() * 16 - 8, 0.78, 0.6), distance),
            palette.lit(hex('#4f7a36'), distance),
          );
        }
      },
      0.009 + 0.012 * (1 - distance),
    );
  return [
    ...skyLayers(stage, 0.55, sun),
    hill(stage, 'blue hills', 1, 0.52, 0.06, 0.66, hex('#6f8f9c')),
    hill(stage, 'hills', 2, 0.57, 0.05, 0.42, palette.grass, (ink, height) => {
      for (let i = 0; i < 16; i++) {
        const x = -margin + random() * (size + 2 * margin);
        leafy(ink, stage, x, height(x) + size * 0.02, size * (0.05 + random() * 0.05), palette.lit(palette.leaf, 0.4));
      }
    }),
    bed('far flowers', 3, 0.64, 0.24, [0.025, 0.05], 240),
    bed('flowers', 4, 0.76, 0.08, [0.06, 0.12], 130),
    bed('near flowers', 5, 0.95, 0, [0.16, 0.3], 26),
  ];
}
