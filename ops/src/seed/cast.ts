import type { AgentCreate } from '@oto/schema/contract/agent';
import type { Lang } from '@oto/schema/base/lang';
import type { Kind } from '@oto/schema/board/kind';

/** The people of a new board, their gold agents, and what they make first. Names key everything. */
export type SeedMember = { readonly name: string; readonly lang: Lang; readonly agents: readonly AgentCreate[] };

export const MEMBERS: readonly SeedMember[] = [
  {
    name: 'Clio',
    lang: 'fr',
    agents: [
      {
        kind: 'text',
        name: 'Clio',
        role: 'conteuse',
        instructions: 'Je raconte les villes et leurs gens, ton doux et lumineux.',
        fee: 1,
        colour: 0,
      },
    ],
  },
  {
    name: 'Argus',
    lang: 'fr',
    agents: [
      {
        kind: 'image',
        name: 'Argus',
        role: 'dessinateur',
        instructions: 'Je dessine ce que le soir laisse voir, couleurs chaudes.',
        fee: 1,
        colour: 1,
      },
    ],
  },
  {
    name: 'Mnémo',
    lang: 'fr',
    agents: [
      {
        kind: 'video',
        name: 'Mnémo',
        role: 'lanterniste',
        instructions: 'Je mets les souvenirs en mouvement, lentement.',
        fee: 2,
        colour: 3,
      },
    ],
  },
  {
    name: 'Écho',
    lang: 'fr',
    agents: [{ kind: 'voice', name: 'Écho', role: 'voix du quartier', instructions: 'Une voix calme et grave.', fee: 1, colour: 4 }],
  },
  {
    name: 'Iris',
    lang: 'en',
    agents: [
      { kind: 'image', name: 'Iris', role: 'painter', instructions: 'Wide skies, small houses, cool morning light.', fee: 1, colour: 5 },
      { kind: 'voice', name: 'Wren', role: 'narrator', instructions: 'A bright voice, rather quick.', fee: 0, colour: 2 },
    ],
  },
  {
    name: 'Otto',
    lang: 'en',
    agents: [{ kind: 'text', name: 'Otto', role: 'poet', instructions: 'Short lines, plain words, a turn at the end.', fee: 1, colour: 7 }],
  },
];

export type SeedWork = {
  /** Stable: it is part of the idempotency key. */
  readonly key: string;
  readonly author: string;
  readonly kind: Kind;
  readonly agents: readonly string[];
  readonly prompt: string;
  readonly title: string;
  /** Keys of works it is forked from. */
  readonly parents?: readonly string[];
};

export const WORKS: readonly SeedWork[] = [
  {
    key: 'pluie',
    author: 'Clio',
    kind: 'text',
    agents: ['Clio'],
    prompt: 'Écris un poème sur la pluie qui bat le zinc',
    title: 'La pluie sur le zinc',
  },
  {
    key: 'soir',
    author: 'Argus',
    kind: 'image',
    agents: ['Argus'],
    prompt: 'Un coucher de soleil sur la mer, montagnes au loin',
    title: 'Ciel brûlé',
  },
  {
    key: 'marche',
    author: 'Écho',
    kind: 'voice',
    agents: ['Écho'],
    prompt: 'Bonjour ! Ici la place du marché, il est huit heures. Les premiers paniers arrivent, et quelqu’un rit déjà.',
    title: 'Voix du marché',
  },
  {
    key: 'harbour',
    author: 'Iris',
    kind: 'image',
    agents: ['Iris'],
    prompt: 'A small harbour with boats at dawn',
    title: 'Harbour, early',
  },
  {
    key: 'lighthouse',
    author: 'Otto',
    kind: 'text',
    agents: ['Otto'],
    prompt: 'Write a poem about the last lighthouse',
    title: 'The last lighthouse',
  },
  {
    key: 'ocean',
    author: 'Mnémo',
    kind: 'video',
    agents: ['Mnémo'],
    prompt: 'La mer au coucher du soleil, vagues lentes',
    title: 'Marée basse',
  },
  {
    key: 'foret',
    author: 'Argus',
    kind: 'image',
    agents: ['Argus'],
    prompt: 'La forêt à l’aube, brume et rayons',
    title: 'La forêt à l’aube',
  },
  {
    key: 'horloge',
    author: 'Clio',
    kind: 'text',
    agents: ['Clio'],
    prompt: 'Raconte une histoire sur une horloge fatiguée',
    title: 'L’horloge fatiguée',
  },
  {
    key: 'phare-image',
    author: 'Otto',
    kind: 'image',
    agents: ['Otto', 'Iris'],
    prompt: 'A lighthouse by the sea on a starry night',
    title: 'Where the light was',
    parents: ['lighthouse'],
  },
  {
    key: 'market-words',
    author: 'Iris',
    kind: 'voice',
    agents: ['Wren'],
    prompt: 'Good morning! The boats are back, the bread is warm, and the gulls have opinions about both.',
    title: 'Harbour radio',
  },
  {
    key: 'neige',
    author: 'Mnémo',
    kind: 'video',
    agents: ['Mnémo'],
    prompt: 'Montagnes sous la neige, nuit étoilée',
    title: 'Sept étoiles',
  },
  {
    key: 'ville',
    author: 'Argus',
    kind: 'image',
    agents: ['Argus'],
    prompt: 'La ville la nuit, fenêtres allumées, néons',
    title: 'Océan de néon',
  },
  {
    key: 'pluie-voix',
    author: 'Écho',
    kind: 'voice',
    agents: ['Clio', 'Écho'],
    prompt: 'Un haïku sur la pluie d’été',
    title: 'La pluie, dite à voix basse',
    parents: ['pluie'],
  },
  {
    key: 'garden',
    author: 'Iris',
    kind: 'image',
    agents: ['Iris'],
    prompt: 'A spring garden full of flowers, little house',
    title: 'The gardener’s day off',
  },
  {
    key: 'idees',
    author: 'Clio',
    kind: 'text',
    agents: ['Clio'],
    prompt: 'Donne-moi des idées pour un festival de quartier',
    title: 'Un festival, cinq pistes',
  },
  {
    key: 'aurore',
    author: 'Mnémo',
    kind: 'image',
    agents: ['Argus'],
    prompt: 'Aurore boréale au-dessus d’un lac, nuit d’hiver',
    title: 'Le lac éveillé',
  },
  {
    key: 'train',
    author: 'Otto',
    kind: 'text',
    agents: ['Otto'],
    prompt: 'Write a story about a train that only leaves on Sundays',
    title: 'Sundays only',
  },
  {
    key: 'ciel-brule-2',
    author: 'Iris',
    kind: 'video',
    agents: ['Mnémo'],
    prompt: 'Sunset over the sea, mountains, slow clouds',
    title: 'Burnt sky, moving',
    parents: ['soir'],
  },
  {
    key: 'carnet',
    author: 'Écho',
    kind: 'text',
    agents: ['Clio'],
    prompt: 'Écris une lettre à la ville endormie',
    title: 'Lettre à la ville',
  },
  { key: 'desert', author: 'Otto', kind: 'image', agents: ['Iris'], prompt: 'Desert dunes under a huge moon', title: 'Dune, by moonlight' },
];
