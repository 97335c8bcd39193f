import type { Phrasebook } from './book.ts';
import { FRENCH_CRAFT } from './fr-craft.ts';
import { FRENCH_NOTE } from './fr-note.ts';
import { FRENCH_TALE } from './fr-tale.ts';
import { FRENCH_VERSE } from './fr-verse.ts';

export const FRENCH: Phrasebook = {
  titles: {
    haiku: ['{D}', '{D}, trois lignes', 'Un instant, {d}'],
    poem: ['{D}', 'Chant {dd}', 'Pour {d}', 'Quelques vers {da}'],
    song: ['La chanson {dd}', '{D}, en chanson', 'Refrain {dd}'],
    story: ['L’histoire {dd}', '{D}', 'La nuit {dd}'],
    ideas: ['Idées pour {t}', '{T} : {n} pistes'],
    plan: ['{Goal}, pas à pas', 'Un plan pour {goal}'],
    summary: ['L’essentiel', 'En bref'],
    letter: ['Lettre {a}', 'Quelques mots {a}'],
    dialogue: ['À propos {de}', '{T}, à deux voix'],
    slogan: ['{D}, en une phrase', 'Trois mots pour {d}'],
    recipe: ['Recette {dd}', '{D}, la recette'],
    explanation: ['Comprendre {t}', '{T}, de plus près'],
    wishes: ['{greeting}'],
    reply: ['Réponse', 'Une ligne en retour'],
    musing: ['{D}', 'En pensant {da}', 'Note sur {d}'],
  },
  verse: FRENCH_VERSE,
  tale: FRENCH_TALE,
  craft: FRENCH_CRAFT,
  note: FRENCH_NOTE,
  muses: [
    'un petit hérisson',
    'la pluie du mardi',
    'une vieille lanterne',
    'le dernier tramway',
    'un jardin minuscule',
    'la lune',
    'une page blanche',
  ],
  yesterday: 'Hier,',
  remembered: 'Je me souviens :',
  silence: '(Un silence.)',
  letterTitles: ['Lettre à propos {de}', 'Quelques mots sur {t}'],
  numbers: ['deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze'],
  dedication: 'pour {d+}',
  item: (index, text) => `${index}. ${text}`,
  speech: (name, text) => `${name} — ${text}`,
  quote: (text) => `« ${text} »`,
  signature: (name) => `— ${name}`,
};
