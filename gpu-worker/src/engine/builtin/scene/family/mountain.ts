import { mix } from '../colour.ts';
import type { Layer, Stage } from '../layer.ts';
import { luminaryOf, mist, skyLayers } from '../sky.ts';
import { PINE, ROCK, chain, hill, pinewood, scatterFirs } from './relief.ts';

export function mountain(stage: Stage): Layer[] {
  const sun = luminaryOf(stage, 0.56);
  const firs = pinewood(stage, 'firs', 0.93, 0.05, 0.06, 26, [0.1, 0.26], false);
  return [
    ...skyLayers(stage, 0.6, sun),
    chain(stage, 'far peaks', 1, 0.58, 0.5, 0.62, ROCK, true),
    mist(stage, 0.58, 0.8, 0.12),
    chain(stage, 'peaks', 2, 0.68, 0.36, 0.36, mix(ROCK, PINE, 0.3), stage.brief.weather === 'snowfall'),
    mist(stage, 0.7, 0.9, 0.24),
    hill(stage, 'slopes', 3, 0.78, 0.07, 0.2, PINE, (ink, height) => scatterFirs(ink, stage, height, 70, [0.03, 0.06], 0.22, false)),
    firs,
  ];
}
