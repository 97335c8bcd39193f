import { expect, test } from 'vitest';
import { phrase, typeset, withA, withDe, withQue } from './french.ts';
import { definite, indefinite, shapeTopic } from './topic.ts';
import { readWish } from './wish.ts';

test.each([
  ['le renard bleu', 'du renard bleu', 'au renard bleu', 'que le renard bleu'],
  ['une horloge', 'd’une horloge', 'à une horloge', 'qu’une horloge'],
  ["l'océan", 'de l’océan', 'à l’océan', 'que l’océan'],
  ['les étoiles', 'des étoiles', 'aux étoiles', 'que les étoiles'],
  ['des hérissons', 'de hérissons', 'à des hérissons', 'que des hérissons'],
  ['des oiseaux', 'd’oiseaux', 'à des oiseaux', 'que des oiseaux'],
  ['le soleil et la lune', 'du soleil et de la lune', 'au soleil et à la lune', 'que le soleil et la lune'],
  ['un yaourt', 'd’un yaourt', 'à un yaourt', 'qu’un yaourt'],
  ['la eau', 'de l’eau', 'à l’eau', 'que l’eau'],
])('%s contracts', (words, de, a, que) => {
  const topic = shapeTopic(words, 'fr', words);
  expect(withDe(topic)).toBe(de);
  expect(withA(topic)).toBe(a);
  expect(withQue(topic)).toBe(que);
});

test.each([
  ['un hibou', 'le hibou', 'un hibou'],
  ['une étoile', 'l’étoile', 'une étoile'],
  ['des amis', 'les amis', 'des amis'],
  ['la mer', 'la mer', 'une mer'],
  ['mon chat', 'mon chat', 'mon chat'],
  ['Paris', 'Paris', 'Paris'],
])('%s: the one and any', (words, one, any) => {
  const topic = shapeTopic(words, 'fr', words);
  expect(phrase(definite(topic, 'fr'))).toBe(one);
  expect(phrase(indefinite(topic, 'fr'))).toBe(any);
});

test('typography: apostrophes, no-break spaces, guillemets', () => {
  expect(typeset("« l'été » : quoi ? oui ! non ; bon...")).toBe('«\u00a0l’été\u00a0»\u00a0: quoi\u202f? oui\u202f! non\u202f; bon…');
});

test.each([
  ['Écris un poème sur le renard bleu', 'le renard bleu', ''],
  ["Raconte l'histoire d'une horloge fatiguée", 'une horloge fatiguée', ''],
  ['recette du bonheur', 'le bonheur', ''],
  ['coucher de soleil sur la mer', 'le coucher de soleil sur la mer', ''],
  ['forêt profonde', 'la forêt profonde', ''],
  ['vieux phares de Bretagne', 'les vieux phares de Bretagne', ''],
  ['étoiles filantes', 'les étoiles filantes', ''],
  ['poème sur Paris', 'Paris', ''],
  ['écris-moi des idées pour un festival de quartier !', 'un festival de quartier', ''],
  ["j'ai faim", '« j’ai faim »', ''],
  ['voyager seul', 'voyager seul', ''],
  ['un poème triste et doux sur la pluie, en dix vers', 'la pluie', ''],
  ['une histoire drôle de robot jardinier', 'le robot jardinier', ''],
  ['Donne-moi sept idées pour la fête des voisins', 'la fête des voisins', ''],
  ['Comment organiser un festival de rue ?', 'un festival de rue', ''],
  ['Pourquoi les chats ronronnent ?', 'les chats', ''],
  ['C’est quoi l’entropie ?', 'l’entropie', ''],
  ['Explique-moi les marées', 'les marées', ''],
  ['Bonjour, pourrais-tu m’écrire une chanson sur mon chien Rex, avec de l’humour ?', 'mon chien Rex', ''],
  [
    'Je suis maîtresse en CE2. J’aimerais un conte sur une petite fourmi qui a peur du vent. Merci d’avance !',
    'une petite fourmi',
    'qui a peur du vent',
  ],
  [
    'Écris-moi s’il te plaît un poème sur les vieux phares de Bretagne qui ne servent plus à rien, avec une touche d’humour',
    'les vieux phares de Bretagne',
    'qui ne servent plus à rien',
  ],
  ['', 'une page blanche', ''],
])('the topic of %j is %s', (prompt, topic, clause) => {
  const found = readWish(prompt, 'fr').topic;
  expect(phrase(found)).toBe(topic);
  expect(found.clause).toBe(clause);
});

test.each([
  ['une lettre à ma grand-mère pour lui dire merci', { to: 'ma grand-mère', purpose: 'lui dire merci', topic: 'ma grand-mère' }],
  ['lettre au maire à propos du tilleul', { to: 'le maire', purpose: null, topic: 'le tilleul' }],
  ['un mot doux pour Camille', { to: 'Camille', purpose: null, topic: 'Camille' }],
])('%s is addressed', (prompt, expected) => {
  const wish = readWish(prompt, 'fr');
  expect({ to: wish.to && phrase(wish.to), purpose: wish.purpose, topic: phrase(wish.topic) }).toEqual(expected);
});

test.each(['continue', 'la suite', 'plus drôle', 'la même chose en haïku', 'réécris-le en dialogue', 'encore !', 'résume'])(
  '%s has no subject of its own',
  (prompt) => {
    expect(readWish(prompt, 'fr').vague).toBe(true);
  },
);
