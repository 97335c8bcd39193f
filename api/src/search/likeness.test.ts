import { expect, test } from 'vitest';
import { nearest, slips, slipsOfBeginning } from './likeness.ts';

test('a slip is a letter left out, put in, changed, or swapped with the next', () => {
  expect(['chat', 'caht', 'chats', 'cha', 'chut', 'chien'].map((word) => slips('chat', word))).toEqual([0, 1, 1, 1, 1, 3]);
});

test('a beginning is compared with the beginnings of a word', () => {
  expect(slipsOfBeginning('papilo', 'papillon')).toBe(1);
  expect(slipsOfBeginning('papi', 'papillon')).toBe(0);
});

test('few slips weigh more than being common, and the first letter is rarely wrong', () => {
  const words = [
    { word: 'maison', docs: 500 },
    { word: 'saison', docs: 900 },
    { word: 'raison', docs: 4000 },
    { word: 'maisons', docs: 50 },
  ];
  expect(nearest('maisin', words, false).map(({ word }) => word)[0]).toBe('maison');
  expect(nearest('mot', words, false)).toEqual([]);
});
