import type { Layer, Stage } from '../layer.ts';
import { mist, skyLayers } from '../sky.ts';
import { PINE, ROCK, chain, hill, pinewood, scatterFirs } from './relief.ts';

export function night(stage: Stage): Layer[] {
  const sun = { x: 0.2 + stage.random() * 0.6, y: 0.16 + stage.random() * 0.12, radius: 0.045 };
  return [
    ...skyLayers(stage, 0.82, sun),
    chain(stage, 'far ridge', 1, 0.8, 0.16, 0.5, ROCK, false),
    mist(stage, 0.8, 0.6, 0.2),
    hill(stage, 'dark hill', 3, 0.88, 0.05, 0.16, PINE, (ink, height) => scatterFirs(ink, stage, height, 46, [0.04, 0.1], 0.14, false)),
    pinewood(stage, 'near firs', 0.98, 0.04, 0.02, 12, [0.16, 0.3], false),
  ];
}
