import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lang } from '@oto/schema/base/lang';
import { request } from '../../testing/run.ts';
import { compose } from './compose.ts';
import { INTENTS } from './intent.ts';

describe('what a prompt asks for', () => {
  test.each([
    ['Écris un poème sur la mer', 'fr', 'poem'],
    ['Write a poem about the sea', 'en', 'poem'],
    ['un haïku sur la pluie', 'fr', 'haiku'],
    ['une berceuse pour ma fille', 'fr', 'song'],
    ['Tell me a story about two foxes', 'en', 'story'],
    ['donne-moi des idées pour une fête', 'fr', 'ideas'],
    ['How to launch a zine', 'en', 'plan'],
    ['Comment planter un arbre ?', 'fr', 'plan'],
    ['Lettre à ma grand-mère', 'fr', 'letter'],
    ['a dialogue between the sun and the moon', 'en', 'dialogue'],
    ['slogan pour la boulangerie', 'fr', 'slogan'],
    ['recette du bonheur', 'fr', 'recipe'],
    ['Explique-moi les marées', 'fr', 'explanation'],
    ['why is the sky blue', 'en', 'explanation'],
    ['joyeux anniversaire Camille', 'fr', 'wishes'],
    ['J’ai peur du noir', 'fr', 'reply'],
    ['I miss the rain', 'en', 'reply'],
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

test('as many as are asked for', () => {
  expect(compose(request({ prompt: 'donne-moi dix idées pour un jardin' })).body).toMatch(/^10\. /mu);
  expect(compose(request({ prompt: 'five slogans for a bakery' })).body.split('\n')).toHaveLength(5);
});

test('a letter is written to whom it is for, and says what it is for', () => {
  const { body } = compose(request({ prompt: 'une lettre à ma grand-mère pour lui dire merci' }));
  expect(body).toMatch(/^Chère grand-mère,/u);
  expect(body).toContain('te dire merci');
  expect(compose(request({ prompt: 'une lettre au maire à propos du vieux tilleul' })).body).toMatch(/^Monsieur le maire,[\s\S]*tilleul/u);
  expect(compose(request({ prompt: 'a letter to my sister to tell her that I miss her' })).body).toMatch(
    /^Dear Sister,[\s\S]*tell you that I miss you/u,
  );
});

test('two of whom a dialogue is asked speak themselves', () => {
  const { body } = compose(request({ prompt: 'un dialogue entre le soleil et la lune' }));
  expect(body).toMatch(/^Le soleil — /mu);
  expect(body).toMatch(/^La lune — /mu);
});

test('a dish is cooked with what its name says', () => {
  expect(compose(request({ prompt: 'la recette de la tarte aux pommes' })).body).toMatch(/les pommes[\s\S]*four/u);
  expect(compose(request({ prompt: 'recipe for cherry pie' })).body).toContain('the cherries');
});

describe('a fork', () => {
  const parent = { parentText: 'Titre\n\nLa rivière changea de sens ce matin.', parentTitle: 'La rivière' };

  test('takes up its parent’s last line', () => {
    const made = compose(request({ prompt: 'continue', ...parent }));
    expect(made.title).toBe('Suite\u00a0: La rivière');
    expect(made.body).toContain('La rivière changea de sens ce matin.');
  });

  test('goes on in its parent’s form, about its subject, with other words', () => {
    const poem = compose(request({ prompt: 'un poème sur le vieux phare', seed: 3 }));
    const parentText = `${poem.title}\n\n${poem.body}`;
    for (let seed = 0; seed < 8; seed++) {
      const made = compose(request({ prompt: 'continue', parentText, parentTitle: poem.title, seed }));
      expect(made.intent).toBe('poem');
      expect(made.body).toContain('vieux phare');
      const lines = made.body
        .split('\n')
        .slice(4)
        .filter((line) => line.length > 20 && !line.startsWith('—'));
      for (const line of lines.filter((text) => !text.includes('phare'))) expect(parentText).not.toContain(line);
    }
  });

  test.each([
    ['la même chose en haïku', 'haiku'],
    ['réécris-le en dialogue', 'dialogue'],
    ['résume', 'summary'],
  ] as const)('%s', (prompt, intent) => {
    expect(compose(request({ prompt, ...parent })).intent).toBe(intent);
  });

  test('of a fork is still one', () => {
    expect(compose(request({ prompt: 'la suite', parentText: parent.parentText, parentTitle: 'Suite : La rivière' })).title).toBe(
      'Suite\u00a0: La rivière',
    );
  });
});

describe('text of an earlier step', () => {
  const text =
    'Le phare éclaire la côte depuis cent ans. Les marins aiment le phare et sa lumière. Le chat dort. La lumière du phare tourne toutes les dix secondes dans la nuit. On mange bien au port quand le vent tombe.';

  test('is summed up in its own sentences', () => {
    const made = compose(request({ prompt: text, topic: 'le phare', instructions: 'Tu résumes.' }));
    expect(made.intent).toBe('summary');
    const kept = made.body.split('\n').filter((line) => line.startsWith('–'));
    expect(kept).toHaveLength(3);
    for (const line of kept) expect(text).toContain(line.slice(2));
  });

  test('is quoted by what is made of it', () => {
    const made = compose(request({ prompt: `Titre\n\n${text}`, topic: 'le phare', instructions: 'Tu écris des haïkus.' }));
    expect(made.intent).toBe('haiku');
    expect(made.body).toMatch(/«\u00a0[^»]*phare[^»]*\u00a0»/u);
  });
});

const TOPICS: { readonly [L in Lang]: readonly string[] } = {
  fr: 'le renard bleu|la vieille horloge|l’océan|les étoiles|un hibou|une école|des amis|mon chat|ma grand-mère|Paris|la pluie de novembre|un phare|une forêt profonde|l’hiver|les vieux phares de Bretagne|un homme pressé|une femme qui attend le bus|le soleil et la lune|la mer|le pain|des oiseaux|un orage|les enfants du quartier|un arbre|une île déserte|voyager seul|la liberté|l’amour|le temps qui passe|un robot jardinier|la ville la nuit|deux souris|trois sorcières|le silence|un vélo rouge|une lettre perdue|les hirondelles|l’usine abandonnée|un escargot|le jardin de mon père|la neige|mes sœurs|le hasard|l’automne|une étoile filante|un festival de rue|la fatigue|les mots|le café du matin|une chaise vide|l’eau|la mémoire|un ours en hiver|les horloges|le train de nuit|une ombre|l’espoir|un musée|des haricots|ton ancien voisin'.split(
    '|',
  ),
  en: 'the blue fox|an old clock|ocean|stars|owl|a school|friends|my cat|my grandmother|Paris|November rain|lighthouse|deep forest|winter|the old lighthouses of Brittany|a man in a hurry|a woman who waits for the bus|the sun and the moon|the sea|bread|birds|a storm|the children next door|a tree|a desert island|travelling alone|freedom|love|passing time|a gardening robot|the city at night|two mice|three witches|silence|a red bicycle|lost letter|swallows|the abandoned factory|a snail|my father’s garden|snow|my sisters|chance|autumn|a shooting star|street festival|tiredness|words|morning coffee|an empty chair|water|memory|a bear in winter|clocks|the night train|an hour|a unicorn|hope|an umbrella|people'.split(
    '|',
  ),
};
const FORMS: { readonly [L in Lang]: readonly string[] } = {
  fr: 'un poème sur |une chanson sur |un haïku sur |une histoire sur |cinq idées pour |un plan pour |une lettre à |un dialogue sur |un slogan pour |la recette de |explique-moi |joyeux anniversaire à ||résume '.split(
    '|',
  ),
  en: 'a poem about |a song about |a haiku about |a story about |five ideas for |a plan for |a letter to |a dialogue about |a slogan for |a recipe for |explain |happy birthday to ||summary of '.split(
    '|',
  ),
};
/** Faults that no sentence may have, whatever the topic. */
const FAULTS: { readonly [L in Lang]: readonly RegExp[] } = {
  fr: [
    /(?<!\p{L})(?:de le|de les|à le|à les|de un|de une|de des|que un|que une|que il|que elle|si il|le l’|la l’|les l’|un le|une la|jusque à)(?!\p{L})/iu,
    /(?<![\p{L}-])(?:le|la|de|que|ne|se|je|me|te) (?=[aeéèêiîoôuyœ]\p{L}*)(?!oui|onz|ouistiti|yaourt|yéti|yoga|un(?:e?)? |est-ce)/iu,
    /(?<!\p{L})(?:d’|l’|qu’)(?=(?:hibou|héros|haricot|hasard|héron|harpe|hérisson|[bcdfgjklmnpqrstvwxz]))/iu,
    /(?<!\p{L})(?:une) (?:hibou|phare|arbre|homme|vélo|train|musée|orage|ours|escargot|silence)(?!\p{L})/iu,
    /(?<!\p{L})(?:un) (?:école|étoile|île|ombre|forêt|lettre|chaise|femme|ville|mer|horloge|neige)(?!\p{L})/iu,
    /(?<!\p{L})ma (?=[aeéèiou])/iu,
  ],
  en: [
    /(?<!\p{L})a (?=[aeiou])(?!uni|one|use|eu)/iu,
    /(?<!\p{L})an (?![aeiou]|hour|heir|honest)/iu,
    /(?<!\p{L})(?:the|a|an) (?:the|a|an|my|your|his|her)(?!\p{L})/iu,
    /(?<!\p{L})(?:they|people|stars|swallows|friends|clocks) (?:is|was|has|says|keeps|lends|opens|passes)(?!\p{L})/iu,
    /(?<!\p{L})(?<!if )(?:it|he|she) (?:are|were|have|say|keep)(?!\p{L})/iu,
  ],
};
const ANYWHERE: readonly RegExp[] = [
  /\{|\}|\[|\]|undefined|null/u,
  // A word twice, save where grammar wants it.
  /(?<!\p{L})(?!nous|vous|la(?!\p{L}))(\p{L}+) \1(?!\p{L})/iu,
  / {2}|\s[,.]|,,|\.\.(?!\.)|,\./u,
  // A line begins with a capital after the end of a sentence.
  /[.!?…]\s+\p{Ll}/u,
];

describe.each(['fr', 'en'] as const)('the grammar of %s', (lang) => {
  test('two thousand texts over sixty topics have no fault', () => {
    expect(TOPICS[lang]).toHaveLength(60);
    const faults: string[] = [];
    for (let i = 0; i < 2000; i++) {
      const topic = TOPICS[lang][i % 60] ?? '';
      const form = FORMS[lang][Math.floor(i / 60) % FORMS[lang].length] ?? '';
      const contracted =
        lang === 'fr'
          ? `${form}${topic}`
              .replace(/\b(de|à) le /u, (_all, word: string) => (word === 'de' ? 'du ' : 'au '))
              .replace(/\b(de|à) les /u, (_all, word: string) => (word === 'de' ? 'des ' : 'aux '))
          : `${form}${topic}`;
      const mood = ['', 'drôle', 'triste', 'épique', 'mystérieux'][i % 5] ?? '';
      const made = compose(request({ prompt: contracted, lang, seed: i, instructions: mood }));
      for (const text of [made.title, ...made.body.split('\n')]) {
        const words = text.replaceAll(/[\u00a0\u202f]/gu, ' ');
        for (const fault of [...FAULTS[lang], ...ANYWHERE]) {
          const hit = fault.exec(words.replaceAll(/ (?=[;:!?»])/gu, '').replaceAll('« ', '«'));
          if (hit) faults.push(`${contracted} (${made.intent}): …${words.slice(Math.max(0, hit.index - 30), hit.index + 40)}…`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test.each(FORMS[lang].filter((form) => form !== '' && !/r[eé]sum|summary/iu.test(form)))(
    'fifty seeds of “%s…” give at least forty texts',
    (form) => {
      const texts = Array.from({ length: 50 }, (_, seed) => {
        const { title, body } = compose(request({ prompt: `${form}${lang === 'fr' ? 'mon vieux vélo' : 'my old bicycle'}`, lang, seed }));
        return `${title}\n${body}`;
      });
      expect(new Set(texts).size).toBeGreaterThanOrEqual(40);
    },
  );
});

test('any text at all gives a title and a body', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...INTENTS), fc.integer(), (prompt, form, seed) => {
      const made = compose(request({ prompt: `${prompt} ${form}`, instructions: prompt, agent: prompt, parentTitle: prompt, seed }));
      expect(made.title.trim()).not.toBe('');
      expect(made.body.trim()).not.toBe('');
    }),
    { numRuns: 300, seed: 12 },
  );
});
