import type { Lang } from '@oto/schema/base/lang';

export type Sample = { readonly prompt: string; readonly lang: Lang; readonly instructions?: string; readonly agent?: string };

/** What every sheet shows, so that two of them can be compared. */
export const TEXTS: readonly Sample[] = [
  { lang: 'fr', prompt: 'Écris-moi s’il te plaît un poème sur les vieux phares de Bretagne qui ne servent plus à rien' },
  { lang: 'fr', prompt: 'un poème triste sur la pluie de novembre' },
  { lang: 'fr', prompt: 'une chanson sur le café du matin' },
  { lang: 'fr', prompt: 'un haïku sur les hirondelles' },
  { lang: 'fr', prompt: 'Raconte l’histoire d’un renard qui voulait apprendre à lire' },
  { lang: 'fr', prompt: 'une histoire drôle de robot jardinier' },
  { lang: 'fr', prompt: 'Donne-moi sept idées pour la fête des voisins' },
  { lang: 'fr', prompt: 'Comment organiser un festival de rue ?' },
  { lang: 'fr', prompt: 'une lettre à ma grand-mère pour lui dire merci' },
  { lang: 'fr', prompt: 'un dialogue entre le soleil et la lune' },
  { lang: 'fr', prompt: 'slogan pour une boulangerie de quartier' },
  { lang: 'fr', prompt: 'la recette de la tarte aux pommes' },
  { lang: 'fr', prompt: 'Explique-moi les marées' },
  { lang: 'fr', prompt: 'joyeux anniversaire pour Camille' },
  { lang: 'fr', prompt: 'l’océan' },
  { lang: 'fr', prompt: 'j’ai peur du noir' },
  { lang: 'en', prompt: 'Please write me a poem about the old lighthouses of Brittany that nobody needs any more' },
  { lang: 'en', prompt: 'a sad poem about November rain' },
  { lang: 'en', prompt: 'a song about morning coffee' },
  { lang: 'en', prompt: 'haiku about swallows' },
  { lang: 'en', prompt: 'Tell me the story of a fox who wanted to learn to read' },
  { lang: 'en', prompt: 'a funny story about a gardening robot' },
  { lang: 'en', prompt: 'Give me seven ideas for a street party' },
  { lang: 'en', prompt: 'How to start a small orchestra' },
  { lang: 'en', prompt: 'a letter to my grandmother to say thank you' },
  { lang: 'en', prompt: 'a dialogue between the sun and the moon' },
  { lang: 'en', prompt: 'slogan for an apple orchard' },
  { lang: 'en', prompt: 'recipe for apple pie' },
  { lang: 'en', prompt: 'Explain the tides' },
  { lang: 'en', prompt: 'happy birthday for Sam' },
  { lang: 'en', prompt: 'ocean' },
  { lang: 'en', prompt: 'I am afraid of the dark' },
];

export const PICTURES: readonly Sample[] = [
  { lang: 'fr', prompt: 'un phare au bord de la mer, la nuit' },
  { lang: 'en', prompt: 'snowy mountains at dawn' },
  { lang: 'fr', prompt: 'la forêt en automne' },
  { lang: 'en', prompt: 'a neon street in Tokyo in the rain' },
  { lang: 'fr', prompt: 'les dunes du désert à midi' },
  { lang: 'en', prompt: 'a field of red poppies' },
  { lang: 'fr', prompt: 'un lac gelé en hiver' },
  { lang: 'en', prompt: 'northern lights in a starry sky' },
  { lang: 'fr', prompt: 'un récif de corail et ses poissons' },
  { lang: 'en', prompt: 'a rocket near Saturn' },
  { lang: 'fr', prompt: 'un village de campagne au printemps' },
  { lang: 'fr', prompt: 'nature morte aux poires, une bougie et un livre' },
  { lang: 'en', prompt: 'portrait of a queen' },
  { lang: 'fr', prompt: 'la joie, abstrait, jaune et bleu' },
  { lang: 'fr', prompt: 'trois bateaux rouges au coucher du soleil' },
  { lang: 'en', prompt: 'two white rabbits in a spring garden' },
  { lang: 'fr', prompt: 'un hibou dans la forêt, la nuit' },
  { lang: 'en', prompt: 'a green dragon over the mountains' },
  { lang: 'fr', prompt: 'un train dans la campagne en automne' },
  { lang: 'en', prompt: 'storm over the sea' },
  { lang: 'fr', prompt: 'feu d’artifice sur la ville' },
  { lang: 'en', prompt: 'a rainbow over the hills after the rain' },
  { lang: 'fr', prompt: 'un chat noir sur les toits, pleine lune' },
  { lang: 'en', prompt: 'black and white castle in the mist' },
];

/** What the picture before is drawn anew as. */
export const REDRAWN: readonly Sample[] = [
  { lang: 'fr', prompt: '' },
  { lang: 'fr', prompt: 'la nuit' },
  { lang: 'fr', prompt: 'en automne, du vent' },
  { lang: 'en', prompt: 'under the snow' },
  { lang: 'fr', prompt: 'au fusain' },
  { lang: 'en', prompt: 'pink sunset' },
];

export const FILMS: readonly Sample[] = [
  { lang: 'fr', prompt: 'la mer au coucher du soleil, un bateau' },
  { lang: 'en', prompt: 'a stormy city at night' },
  { lang: 'fr', prompt: 'une prairie de coquelicots, du vent' },
  { lang: 'en', prompt: 'a forest with fireflies at dusk' },
  { lang: 'fr', prompt: 'un village sous la neige' },
  { lang: 'en', prompt: 'a caravan in the desert' },
  { lang: 'fr', prompt: 'un portrait de femme' },
  { lang: 'en', prompt: 'a candle and a book' },
];

export const VOICES: readonly Sample[] = [
  { lang: 'fr', prompt: 'Bonjour. Je suis une voix toute simple ; je parle, je respire, et je m’arrête où il faut.', agent: 'Ada' },
  { lang: 'fr', prompt: 'La mer est grande et vieille, et ne dort jamais.', instructions: 'voix grave et lente' },
  { lang: 'fr', prompt: 'Regarde, il neige ! Viens vite, on va dehors !', instructions: 'une voix joyeuse et aiguë' },
  { lang: 'fr', prompt: 'Ne fais pas de bruit. Ils dorment encore.', instructions: 'chuchotée' },
  { lang: 'fr', prompt: 'Ada — Tu entends ?\nLéon — Oui. On dirait que cela commence…\n\nAda — Alors, viens.', instructions: '' },
  { lang: 'en', prompt: 'Good evening. This is a plain voice; it speaks, it breathes, and it stops where it should.', agent: 'Nox' },
  { lang: 'en', prompt: 'Once, there was a lighthouse that nobody needed.', instructions: 'a deep and sad voice' },
  { lang: 'en', prompt: 'Hurry up! The train is leaving, and so are we!', instructions: 'a cheerful, fast woman' },
];
