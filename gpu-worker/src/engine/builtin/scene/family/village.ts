import { css, hex, hsl, mix } from '../colour.ts';
import type { Layer, Stage } from '../layer.ts';
import { luminaryOf, skyLayers } from '../sky.ts';
import { cottage } from './cottage.ts';
import { grass, leafy } from './growth.ts';
import { GRASS, hill } from './relief.ts';

export function village(stage: Stage): Layer[] {
  const { size, margin, palette, random } = stage;
  const sun = luminaryOf(stage, 0.46);
  const patch = (ink: Parameters<NonNullable<Layer['still']>>[0], height: (x: number) => number): void => {
    for (let i = 0; i < 24; i++) {
      const x = -margin + random() * (size + 2 * margin);
      const y = height(x) + size * (0.02 + random() * 0.16);
      const tone = palette.lit(hsl(40 + random() * 70, 0.42, 0.5), 0.3);
      ink.fillStyle = css(tone, 0.6);
      ink.beginPath();
      ink.ellipse(x, y, size * (0.05 + random() * 0.08), size * (0.008 + random() * 0.016), (random() - 0.5) * 0.3, 0, 7);
      ink.fill();
    }
  };
  return [
    ...skyLayers(stage, 0.55, sun),
    hill(stage, 'far hills', 1, 0.53, 0.07, 0.62, hex('#73919a')),
    hill(stage, 'fields', 2, 0.6, 0.06, 0.36, GRASS, patch),
    hill(stage, 'hamlet', 3, 0.7, 0.04, 0.2, mix(GRASS, hex('#b9a24e'), 0.3), (ink, height) => {
      for (let i = 0; i < 22; i++) {
        const x = size * (0.1 + 0.8 * random());
        if (i % 2) leafy(ink, stage, x, height(x) + size * 0.03, size * (0.07 + random() * 0.06), palette.lit(hex('#4f7d3f'), 0.2));
        else cottage(ink, stage, x, height(x) + size * (0.02 + random() * 0.03), size * (0.05 + random() * 0.03), 0.2);
      }
    }),
    hill(stage, 'near field', 4, 0.88, 0.03, 0.03, mix(GRASS, hex('#c2a64a'), 0.25), (ink, height) => {
      for (let i = 0; i < 500; i++) {
        const x = -margin + random() * (size + 2 * margin);
        grass(
          ink,
          stage,
          x,
          height(x) + size * random() * 0.14,
          size * (0.02 + random() * 0.04),
          mix(palette.lit(GRASS, 0), random() > 0.5 ? palette.light : hex('#d9b64c'), 0.4 * random()),
        );
      }
    }),
  ];
}
