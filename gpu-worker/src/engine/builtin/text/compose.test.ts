import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { request } from '../../testing/run.ts';
import { compose } from './compose.ts';

describe('what a prompt asks for', () => {
  test.each([
    ['Écris un poème sur la mer', 'fr', 'poem'],
    ['Write a poem about the sea', 'en', 'poem'],
    ['un haïku sur la pluie', 'fr', 'haiku'],
    ['Tell me a story about two foxes', 'en', 'story'],
    ['donne-moi des idées pour une fête', 'fr', 'ideas'],
    ['How to launch a zine', 'en', 'plan'],
    ['Lettre à ma grand-mère', 'fr', 'letter'],
    ['a dialogue between the sun and the moon', 'en', 'dialogue'],
    ['slogan pour la boulangerie', 'fr', 'slogan'],
    ['recette du bonheur', 'fr', 'recipe'],
    ['les phares de Bretagne', 'fr', 'musing'],
  ] as const)('%s', (prompt, lang, intent) => {
    expect(compose(request({ prompt, lang: lang === 'fr' ? 'en' : 'fr' }))).toMatchObject({ lang, intent });
  });

  test('the agent decides the form when the prompt does not', () => {
    expect(compose(request({ prompt: 'la pluie', instructions: 'Tu écris des haïkus.' })).intent).toBe('haiku');
  });
});

test('the title and the body speak of the topic', () => {
  for (let seed = 0; seed < 20; seed++) {
    const made = compose(request({ prompt: 'Écris un poème sur le renard bleu', seed }));
    expect(`${made.title}\n${made.body}`.toLowerCase()).toContain('renard bleu');
  }
});

test('the agent signs', () => {
  expect(compose(request({ prompt: 'un poème sur la mer', agent: 'Nox' })).body).toMatch(/— Nox$/u);
});

test('the tone follows the instructions', () => {
  const bodies = (instructions: string): string =>
    Array.from({ length: 12 }, (_, seed) => compose(request({ prompt: 'une histoire de pain', instructions, seed })).body).join('\n');
  expect(bodies('Tu es drôle.')).toMatch(/oie en chapeau|facteur à ressorts|nuage très pressé/u);
  expect(bodies('Tu es épique.')).toMatch(/tonnerre|tours|mer se dressa/u);
});

test('a fork takes up its parent’s last line', () => {
  const made = compose(
    request({ prompt: 'continue', parentText: 'Titre\n\nLa rivière changea de sens ce matin.', parentTitle: 'La rivière' }),
  );
  expect(made.title).toBe('Suite\u00a0: La rivière');
  expect(made.body).toContain('La rivière changea de sens ce matin.');
});

test('a summary keeps sentences of the text it is given', () => {
  const text =
    'Le phare éclaire la côte depuis cent ans. Les marins aiment le phare et sa lumière. Le chat dort. La lumière du phare tourne toutes les dix secondes dans la nuit. On mange bien au port quand le vent tombe.';
  const made = compose(request({ prompt: text, topic: 'le phare', instructions: 'Tu résumes.' }));
  expect(made.intent).toBe('summary');
  const kept = made.body.split('\n').filter((line) => line.startsWith('–'));
  expect(kept).toHaveLength(3);
  for (const line of kept) expect(text).toContain(line.slice(2));
});

/** Faults of French that no sentence may have, whatever the topic. */
const FAULTS = /\b(?:de le|de les|à le|à les|de un|de une|que un|que une|que il|le l’)\b|\{|\}|undefined/u;

test('no topic breaks the grammar', () => {
  const determiner = fc.constantFrom('le ', 'la ', 'l’', 'les ', 'un ', 'une ', 'des ', 'mon ', '', 'ces ');
  const noun = fc.constantFrom('renard', 'horloge', 'étoiles', 'océan', 'hibou', 'amis', 'forêt', 'phare');
  const form = fc.constantFrom('poème sur ', 'histoire d’', 'idées pour ', 'lettre à ', 'plan pour ', 'slogan pour ', 'dialogue sur ', '');
  fc.assert(
    fc.property(form, determiner, noun, fc.integer(), (asked, det, word, seed) => {
      const made = compose(request({ prompt: `${asked}${det}${word}`, seed }));
      expect(`${made.title}\n${made.body}`).not.toMatch(FAULTS);
    }),
    { numRuns: 400, seed: 11 },
  );
});

test('any text at all gives a title and a body', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer(), (prompt, seed) => {
      const made = compose(request({ prompt, instructions: prompt, agent: prompt, seed }));
      expect(made.title.trim()).not.toBe('');
      expect(made.body.trim()).not.toBe('');
    }),
    { numRuns: 300, seed: 12 },
  );
});
