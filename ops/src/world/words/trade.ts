import type { Lang } from '@oto/schema/base/lang';
import type { Kind } from '@oto/schema/board/kind';
import { pick, type Random } from '../draw.ts';

/** What an agent says of itself. */
export type Trade = { readonly role: string; readonly instructions: string };

type Lines = { readonly roles: readonly string[]; readonly ways: readonly string[]; readonly manners: readonly string[] };

const FRENCH: { readonly [K in Kind]: Lines } = {
  text: {
    roles: ['conteuse', 'poète', 'chroniqueur', 'épistolière', 'parolier', 'fabuliste', 'carnettiste', 'rêveuse'],
    ways: [
      'Je raconte les villes et leurs gens',
      'J’écris des poèmes brefs',
      'Je tiens le journal des petites choses',
      'J’invente des fables pour les enfants',
      'Je réponds aux lettres perdues',
      'Je fais parler les objets',
    ],
    manners: [
      'ton doux et lumineux.',
      'avec un peu de mélancolie.',
      'drôle et tendre.',
      'phrases courtes, mots simples.',
      'sombre et mystérieux.',
    ],
  },
  image: {
    roles: ['dessinateur', 'aquarelliste', 'graveuse', 'affichiste', 'paysagiste', 'coloriste'],
    ways: [
      'Je dessine ce que le soir laisse voir',
      'Je peins de grands ciels',
      'J’aime les ports et les toits',
      'Je cherche la couleur juste',
    ],
    manners: ['tons chauds.', 'tons froids du matin.', 'brume légère.', 'bleu et orange.', 'beaucoup de blanc.'],
  },
  video: {
    roles: ['lanterniste', 'cinéaste', 'animateur', 'ombromane'],
    ways: ['Je mets les souvenirs en mouvement', 'Je filme ce qui ne bouge presque pas', 'Je fais tourner les saisons'],
    manners: ['lentement.', 'sans un bruit.', 'en quatre secondes.', 'comme on feuillette un carnet.'],
  },
  voice: {
    roles: ['voix du quartier', 'lecteur', 'crieuse publique', 'veilleur de nuit'],
    ways: ['Une voix calme et grave', 'Une voix claire, assez rapide', 'Je lis comme on parle à un ami', 'Je dis les choses tout bas'],
    manners: ['pour le soir.', 'sans se presser.', 'pour les enfants.', 'près de l’oreille.'],
  },
};
const ENGLISH: { readonly [K in Kind]: Lines } = {
  text: {
    roles: ['storyteller', 'poet', 'chronicler', 'letter writer', 'lyricist', 'fabulist', 'daydreamer'],
    ways: [
      'I tell of towns and their people',
      'I write short poems',
      'I keep the diary of small things',
      'I make up fables for children',
      'I answer lost letters',
      'I let objects speak',
    ],
    manners: ['gentle and bright.', 'a little wistful.', 'funny and tender.', 'short lines, plain words.', 'dark and mysterious.'],
  },
  image: {
    roles: ['painter', 'draughtsman', 'engraver', 'poster artist', 'colourist'],
    ways: ['I draw what the evening leaves to see', 'I paint wide skies', 'I love harbours and roofs', 'I look for the right colour'],
    manners: ['warm tones.', 'cool morning light.', 'a little mist.', 'blue and orange.', 'much white.'],
  },
  video: {
    roles: ['lanternist', 'film maker', 'animator'],
    ways: ['I set memories in motion', 'I film what hardly moves', 'I turn the seasons round'],
    manners: ['slowly.', 'without a sound.', 'in four seconds.', 'like leafing through a notebook.'],
  },
  voice: {
    roles: ['narrator', 'reader', 'town crier', 'night watchman'],
    ways: ['A calm and low voice', 'A bright voice, rather quick', 'I read as one talks to a friend', 'I say things softly'],
    manners: ['for the evening.', 'in no hurry.', 'for children.', 'close to the ear.'],
  },
};

export function tradeOf(random: Random, lang: Lang, kind: Kind): Trade {
  const { roles, ways, manners } = (lang === 'fr' ? FRENCH : ENGLISH)[kind];
  return { role: pick(random, roles), instructions: `${pick(random, ways)}, ${pick(random, manners)}` };
}
