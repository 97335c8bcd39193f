import { expect, test } from 'vitest';
import { readBrief } from './brief.ts';

test.each([
  ['coucher de soleil sur la mer', 'sea', 'sunset'],
  ['snowy mountains at night', 'snow', 'night'],
  ['une forêt dans la brume, à l’aube', 'forest', 'dawn'],
  ['neon Tokyo street at night in the rain', 'city', 'night'],
  ['les dunes du Sahara à midi', 'desert', 'day'],
  ['un jardin de tulipes', 'meadow', null],
  ['ciel étoilé et aurore boréale', 'night', 'night'],
  ['a coral reef with fish', 'underwater', null],
  ['une fusée vers Saturne', 'space', null],
  ['un village de campagne', 'village', null],
  ['nature morte aux pommes', 'table', null],
  ['une tasse de thé', 'table', null],
  ['Northern lights over the mountains', 'mountain', 'night'],
  ['Sunset over the sea, slow clouds', 'sea', 'sunset'],
  ['portrait d’une reine', 'portrait', null],
  ['le temps et les émotions', 'abstract', null],
  ['quelque chose', 'abstract', null],
] as const)('%s is a %s scene', (prompt, family, time) => {
  const brief = readBrief(prompt, 1);
  expect(brief.family).toBe(family);
  expect(brief.time).toBe(time ?? brief.time);
});

test('weather, colours and subjects are read in both languages', () => {
  expect(readBrief('a red boat in the storm', 1)).toMatchObject({ subjects: ['boat'], weather: 'rain', hues: [4] });
  expect(readBrief('un chat violet sous la neige', 1)).toMatchObject({ subjects: ['cat'], weather: 'snowfall', hues: [275] });
});

test('a subject alone stands where it lives', () => {
  expect(readBrief('le renard bleu', 1).family).toBe('forest');
  expect(readBrief('a lighthouse', 1).family).toBe('sea');
});

test('the seed changes what is left unsaid', () => {
  expect(new Set(Array.from({ length: 40 }, (_, seed) => readBrief('la mer', seed).time)).size).toBeGreaterThan(2);
});
