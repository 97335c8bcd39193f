import { createNoise2D } from 'simplex-noise';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { readBrief, type Brief, type Subject } from './brief.ts';
import { abstract } from './family/abstract.ts';
import { city } from './family/city.ts';
import { desert } from './family/desert.ts';
import { forest } from './family/forest.ts';
import { meadow } from './family/meadow.ts';
import { mountain } from './family/mountain.ts';
import { night } from './family/night.ts';
import { portrait } from './family/portrait.ts';
import { sea } from './family/sea.ts';
import { snow } from './family/snow.ts';
import { space } from './family/space.ts';
import { table } from './family/table.ts';
import { underwater } from './family/underwater.ts';
import { village } from './family/village.ts';
import type { Layer, Stage } from './layer.ts';
import { repeated } from './repeat.ts';
import { paletteOf } from './palette.ts';
import { weatherLayers } from './sky.ts';
import { spectacleLayers } from './spectacle.ts';
import { birds } from './subject/bird.ts';
import { butterflies } from './subject/butterfly.ts';
import { cat } from './subject/cat.ts';
import { fox } from './subject/fox.ts';
import { whale } from './subject/whale.ts';
import { balloon, boat, rocket } from './subject/craft.ts';
import { castle, house, lighthouse, person, tree } from './subject/standing.ts';
import { dragon } from './subject/dragon.ts';
import { mushroom } from './subject/mushroom.ts';
import { owl } from './subject/owl.ts';
import { rabbit } from './subject/rabbit.ts';
import { robot } from './subject/robot.ts';
import { train } from './subject/train.ts';
import type { SubjectName } from './words.ts';

/** How far painters go beyond the frame, as a share of its side. */
export const MARGIN = 0.08;

export type Scene = { readonly brief: Brief; readonly stage: Stage; readonly layers: readonly Layer[] };

/** The layers of a prompt's picture, far to near. Equal prompt, seed and size give equal layers. */
export function sceneOf(prompt: string, seed: number, size: number): Scene {
  const brief = readBrief(prompt, seed);
  const random = seededRandom(brief.seed);
  const stage: Stage = {
    brief,
    palette: paletteOf(brief, random),
    size,
    margin: Math.round(size * MARGIN),
    noise: createNoise2D(random),
    random,
  };
  const place = familyLayers(stage);
  const subjects = brief.subjects.filter(({ name }) => fits(name, brief)).map((subject) => company(subject, stage));
  // Standing things go among the ground by depth; the order of equals is kept.
  const layers = [...place, ...subjects].toSorted((a, b) => a.depth - b.depth);
  const outdoors =
    brief.family !== 'underwater' &&
    brief.family !== 'space' &&
    brief.family !== 'table' &&
    brief.family !== 'portrait' &&
    brief.family !== 'abstract';
  if (!outdoors) return { brief, stage, layers };
  return { brief, stage, layers: [...layers, ...spectacleLayers(stage), ...weatherLayers(stage)] };
}

/** A face or a reef has no room for a castle. */
function fits(name: SubjectName, brief: Brief): boolean {
  if (brief.family === 'portrait') return name === 'robot' || name === 'butterfly' || name === 'bird';
  if (brief.family === 'underwater') return name === 'whale';
  if (brief.family === 'table') return name === 'cat' || name === 'butterfly';
  if (brief.family === 'space') return name === 'rocket' || name === 'whale' || name === 'balloon' || name === 'cat' || name === 'fox';
  return true;
}

/** Flocks and fleets paint their own number; whatever stands is painted as often as asked. */
function company(subject: Subject, stage: Stage): Layer {
  const { name, tint, count } = subject;
  const layer = subjectLayer(name, { ...stage, brief: { ...stage.brief, tint, count } });
  const own = name === 'bird' || name === 'butterfly' || name === 'balloon' || name === 'mushroom';
  return own || count === null || count < 2 ? layer : repeated(layer, count, stage);
}

function familyLayers(stage: Stage): Layer[] {
  const { family } = stage.brief;
  switch (family) {
    case 'sea':
      return sea(stage);
    case 'mountain':
      return mountain(stage);
    case 'forest':
      return forest(stage);
    case 'city':
      return city(stage);
    case 'desert':
      return desert(stage);
    case 'meadow':
      return meadow(stage);
    case 'snow':
      return snow(stage);
    case 'night':
      return night(stage);
    case 'underwater':
      return underwater(stage);
    case 'space':
      return space(stage);
    case 'village':
      return village(stage);
    case 'table':
      return table(stage);
    case 'portrait':
      return portrait(stage);
    case 'abstract':
      return abstract(stage);
    default:
      return family satisfies never;
  }
}

function subjectLayer(name: SubjectName, stage: Stage): Layer {
  switch (name) {
    case 'cat':
      return cat(stage);
    case 'fox':
      return fox(stage);
    case 'bird':
      return birds(stage);
    case 'boat':
      return boat(stage);
    case 'balloon':
      return balloon(stage);
    case 'house':
      return house(stage);
    case 'tree':
      return tree(stage);
    case 'lighthouse':
      return lighthouse(stage);
    case 'castle':
      return castle(stage);
    case 'rocket':
      return rocket(stage);
    case 'whale':
      return whale(stage);
    case 'person':
      return person(stage);
    case 'butterfly':
      return butterflies(stage);
    case 'owl':
      return owl(stage);
    case 'rabbit':
      return rabbit(stage);
    case 'mushroom':
      return mushroom(stage);
    case 'dragon':
      return dragon(stage);
    case 'train':
      return train(stage);
    case 'robot':
      return robot(stage);
    default:
      return name satisfies never;
  }
}
