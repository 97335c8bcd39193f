import { resolveTemplate } from '@solid-primitives/i18n';
import { expect, test } from 'vitest';
import { en } from '../../i18n/en.ts';
import { fr } from '../../i18n/fr.ts';
import type { Translate } from '../../i18n/language.ts';
import { whereaboutsText } from './whereabouts.ts';

const inFrench: Translate = (key, args) => resolveTemplate(fr[key], args);
const inEnglish: Translate = (key, args) => resolveTemplate(en[key], args);

test('says whose paper it is and how far from the centre, with north up', () => {
  const clio = { plot: { x: 12, y: -7 }, kind: 'claimed', owner: 'Clio' } as const;
  expect(whereaboutsText(inFrench, clio)).toBe('Vous êtes chez Clio, 12 à l’est, 7 au nord');
  expect(whereaboutsText(inEnglish, clio)).toBe('You are at Clio’s, 12 east, 7 north');
  expect(whereaboutsText(inFrench, { ...clio, owner: '' })).toBe('Vous êtes sur une parcelle, 12 à l’est, 7 au nord');
  expect(whereaboutsText(inFrench, { plot: { x: 0, y: 3 }, kind: 'mine', owner: 'Léa' })).toBe('Vous êtes chez vous, 3 au sud');
  expect(whereaboutsText(inEnglish, { plot: { x: 0, y: 0 }, kind: 'free', owner: '' })).toBe(
    'You are on free paper, at the centre of the world',
  );
});
