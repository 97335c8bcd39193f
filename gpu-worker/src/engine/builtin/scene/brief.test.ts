import { describe, expect, test } from 'vitest';
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
  ['un village sous la neige', 'village', null],
  ['nature morte aux pommes', 'table', null],
  ['une tasse de thé', 'table', null],
  ['Northern lights over the mountains', 'mountain', 'night'],
  ['Sunset over the sea, slow clouds', 'sea', 'sunset'],
  ['portrait d’une reine', 'portrait', null],
  ['le temps et les émotions', 'abstract', null],
  ['quelque chose', 'abstract', null],
  ['à côté de toi', 'abstract', null],
  ['the answer is the question', 'abstract', null],
] as const)('%s is a %s scene', (prompt, family, time) => {
  const brief = readBrief(prompt, 1);
  expect(brief.family).toBe(family);
  expect(brief.time).toBe(time ?? brief.time);
});

describe('weather, season and what happens in the air', () => {
  test.each([
    ['un chat sous la pluie', { weather: 'rain', said: { time: false, weather: true } }],
    ['a snowy road', { weather: 'snowfall', season: 'winter' }],
    ['une plaine brumeuse, l’automne', { weather: 'mist', season: 'autumn' }],
    ['spring blossoms', { season: 'spring' }],
    ['un orage d’été', { weather: 'rain', season: 'summer', storm: true }],
    ['arc-en-ciel sur les collines', { rainbow: true }],
    ['fireworks over the harbour', { fireworks: true, time: 'night' }],
    ['la mer sans nuages', { said: { time: false, weather: false } }],
  ] as const)('%s', (prompt, expected) => {
    expect(readBrief(prompt, 1)).toMatchObject(expected);
  });
});

describe('a colour belongs to the thing it stands beside, else to the picture; so does a number', () => {
  test.each([
    ['a red boat in the storm', [{ name: 'boat', count: 1, tint: { hue: 4 } }], []],
    ['un chat violet sous la neige', [{ name: 'cat', count: 1, tint: { hue: 275 } }], []],
    ['trois petits bateaux bleus', [{ name: 'boat', count: 3, tint: { hue: 215 } }], []],
    ['two white rabbits under a pink sky', [{ name: 'rabbit', count: 2, tint: { hue: 40 } }], [335]],
    ['des hiboux', [{ name: 'owl', count: 3, tint: null }], []],
    ['hibou', [{ name: 'owl', count: null, tint: null }], []],
    [
      'cinquante montgolfières dorées et un renard roux',
      [
        { name: 'balloon', tint: { hue: 46 } },
        { name: 'fox', count: 1, tint: { hue: 24 } },
      ],
      [],
    ],
    ['un ciel rose, une mer verte', [], [335, 130]],
  ] as const)('%s', (prompt, subjects, hues) => {
    const brief = readBrief(prompt, 1);
    expect(brief.subjects).toMatchObject(subjects);
    expect(brief.hues).toEqual(hues);
  });

  test('flowers take their own', () => {
    expect(readBrief('un champ de tulipes jaunes', 1)).toMatchObject({ blooms: ['tulip'], bloomHues: [46], hues: [] });
  });
});

test('a subject alone stands where it lives', () => {
  expect(readBrief('le renard bleu', 1).family).toBe('forest');
  expect(readBrief('a lighthouse', 1).family).toBe('sea');
});

test('the seed changes what is left unsaid', () => {
  expect(new Set(Array.from({ length: 40 }, (_, seed) => readBrief('la mer', seed).time)).size).toBeGreaterThan(2);
});
