import type { Lang } from '@oto/schema/base/lang';
import { pick, type Random } from '../draw.ts';

const lines = (text: string): readonly string[] =>
  text
    .split(',')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Noun phrases with their article, elided where the noun asks for it. */
const THINGS: { readonly [L in Lang]: readonly string[] } = {
  fr: lines(`l’horloge, la pluie, le phare, un tramway, la boulangerie, une barque, l’escalier, le marché, une écharpe, la lettre, un figuier,
    l’hirondelle, la fontaine, le carnet, une valise, l’orage, le boulanger, la sirène du port, un parapluie, les oranges, le facteur,
    la place, une ombre, l’île, le jardin, la neige, un violon, l’atelier, la gare, le chat, une abeille, les cloches, la cuisine, un renard,
    l’étoile, le fleuve, la fenêtre, une lampe, l’hiver, le pont, la mer, un cerf-volant, l’épicerie, les nuages, le moulin, la confiture,
    une clé, l’arbre, le théâtre, la falaise, un escargot, l’herbe, les voisins, le brouillard, la bibliothèque, une montre, l’oiseau,
    le vélo, la dune, un piano, l’écluse, les lucioles, le dimanche, la craie, une cabane, l’ascenseur, le miel, la marée, un tournesol,
    l’encre, les toits, le printemps, la lune, une baleine, l’ancre, le silence, la mousse, un chapeau, l’automne, les mouettes`),
  en: lines(`the clock, the rain, a lighthouse, a tram, the bakery, a rowing boat, the staircase, the market, a scarf, the letter, a fig tree,
    the swallow, the fountain, a notebook, a suitcase, the storm, the baker, the harbour bell, an umbrella, the oranges, the postman,
    the square, a shadow, the island, the garden, the snow, a violin, the workshop, the station, the cat, a bee, the bells, the kitchen,
    a fox, the star, the river, the window, a lamp, the winter, the bridge, the sea, a kite, the corner shop, the clouds, the windmill,
    the jam, a key, the tree, the theatre, the cliff, a snail, the grass, the neighbours, the fog, the library, a watch, the bird,
    the bicycle, the dune, a piano, the lock gate, the fireflies, the Sunday, the chalk, a cabin, the lift, the honey, the tide, a sunflower,
    the ink, the roofs, the spring, the moon, a whale, the anchor, the silence, the moss, a hat, the autumn, the gulls`),
};
/** What may follow any of them, whatever its gender and number. */
const TURNS: { readonly [L in Lang]: readonly string[] } = {
  fr: lines(`sous la pluie, au bord du canal, de la rue Haute, à minuit, un lundi de novembre, dans la brume, au printemps, près de la gare,
    sans nom, de mon enfance, au bout du quai, en plein hiver, sur le zinc, derrière la vitre, au fond du tiroir, du troisième étage,
    avant l’aube, après la fête, à marée basse, dans le vent, vers le nord, de l’autre rive, au petit matin, en trois couleurs, sous la lune,
    du vieux port, au coin de la place, dans un bol, loin de la ville, entre deux trains, à contre-jour, au premier soleil, d’ici,
    d’une autre saison, de l’île, à l’heure du thé`),
  en: lines(`in the rain, by the canal, on High Street, at midnight, one Monday in November, in the mist, in spring, near the station,
    without a name, of my childhood, at the end of the pier, in deep winter, behind the glass, at the bottom of the drawer,
    on the third floor, before dawn, after the party, at low tide, in the wind, towards the north, across the river, early in the morning,
    in three colours, under the moon, of the old harbour, round the corner, in a bowl, far from town, between two trains, against the light,
    in first sunlight, of another season, of the island, at tea time`),
};

/** « l’horloge au bord du canal »: what a text is about. */
export function topicOf(random: Random, lang: Lang): string {
  const thing = pick(random, THINGS[lang]);
  return random() < 0.7 ? `${thing} ${pick(random, TURNS[lang])}` : thing;
}
