import { expect, test } from 'vitest';
import { phrase, typeset, withA, withDe, withQue } from './french.ts';
import { findTopic } from './topic.ts';

test.each([
  ['le renard bleu', 'du renard bleu', 'au renard bleu', 'que le renard bleu'],
  ['une horloge', 'd’une horloge', 'à une horloge', 'qu’une horloge'],
  ["l'océan", 'de l’océan', 'à l’océan', 'que l’océan'],
  ['les étoiles', 'des étoiles', 'aux étoiles', 'que les étoiles'],
  ['des hérissons', 'de hérissons', 'à des hérissons', 'que des hérissons'],
  ['des oiseaux', 'd’oiseaux', 'à des oiseaux', 'que des oiseaux'],
  ['le soleil et la lune', 'du soleil et de la lune', 'au soleil et à la lune', 'que le soleil et la lune'],
  ['un yaourt', 'd’un yaourt', 'à un yaourt', 'qu’un yaourt'],
])('%s contracts', (words, de, a, que) => {
  const topic = findTopic(words, 'fr');
  expect(withDe(topic)).toBe(de);
  expect(withA(topic)).toBe(a);
  expect(withQue(topic)).toBe(que);
});

test('typography: apostrophes, no-break spaces, guillemets', () => {
  expect(typeset("« l'été » : quoi ? oui ! non ; bon...")).toBe('«\u00a0l’été\u00a0»\u00a0: quoi\u202f? oui\u202f! non\u202f; bon…');
});

test.each([
  ['Écris un poème sur le renard bleu', 'le renard bleu'],
  ["Raconte l'histoire d'une horloge fatiguée", 'une horloge fatiguée'],
  ['recette du bonheur', 'le bonheur'],
  ['coucher de soleil sur la mer', 'le coucher de soleil sur la mer'],
  ['forêt profonde', 'la forêt profonde'],
  ['étoiles filantes', 'les étoiles filantes'],
  ['poème sur Paris', 'Paris'],
  ['écris-moi des idées pour un festival de quartier !', 'un festival de quartier'],
  ["j'ai faim", '« j’ai faim »'],
  ['', 'une page blanche'],
])('the topic of %j is %s', (prompt, topic) => {
  expect(phrase(findTopic(prompt, 'fr'))).toBe(topic);
});
