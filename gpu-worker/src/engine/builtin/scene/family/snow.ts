import { hex } from '../colour.ts';
import type { Layer, Stage } from '../layer.ts';
import { luminaryOf, mist, skyLayers } from '../sky.ts';
import { chain, hill, scatterFirs } from './relief.ts';

export function snow(stage: Stage): Layer[] {
  const sun = luminaryOf(stage, 0.5);
  const white = hex('#eef3fb');
  return [
    ...skyLayers(stage, 0.58, sun),
    chain(stage, 'far peaks', 1, 0.56, 0.4, 0.4, hex('#66769a'), true),
    mist(stage, 0.6, 0.5, 0.15),
    hill(stage, 'snowfield', 2, 0.66, 0.05, 0.32, white, (ink, height) => scatterFirs(ink, stage, height, 60, [0.03, 0.075], 0.3, true)),
    hill(stage, 'drifts', 3, 0.8, 0.06, 0.12, white, (ink, height) => scatterFirs(ink, stage, height, 16, [0.12, 0.24], 0.1, true)),
    hill(stage, 'near drift', 4, 0.96, 0.05, 0, white),
  ];
}
