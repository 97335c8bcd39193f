import { hashText, seededRandom } from '@oto/schema/base/seeded-random';
import { plain } from '../text/intent.ts';

export const FAMILIES = [
  'sea',
  'mountain',
  'forest',
  'city',
  'desert',
  'meadow',
  'snow',
  'night',
  'underwater',
  'space',
  'village',
  'table',
  'portrait',
  'abstract',
] as const;
export type Family = (typeof FAMILIES)[number];
export const SUBJECTS = [
  'cat',
  'fox',
  'bird',
  'boat',
  'balloon',
  'house',
  'tree',
  'lighthouse',
  'castle',
  'rocket',
  'whale',
  'person',
  'butterfly',
] as const;
export type SubjectName = (typeof SUBJECTS)[number];
export const TIMES = ['dawn', 'day', 'sunset', 'dusk', 'night'] as const;
export type Time = (typeof TIMES)[number];
export const WEATHERS = ['clear', 'clouds', 'rain', 'snowfall', 'mist'] as const;
export type Weather = (typeof WEATHERS)[number];

/** What a prompt asks to be drawn; `seed` already mixes prompt and seed. */
export type Brief = {
  readonly family: Family;
  readonly subjects: readonly SubjectName[];
  readonly time: Time;
  readonly weather: Weather;
  readonly aurora: boolean;
  /** Degrees, in the order named; empty when no colour is named. */
  readonly hues: readonly number[];
  readonly seed: number;
};

type Words<K extends string> = readonly (readonly [K, RegExp])[];

// Accents are removed before matching.
const FAMILY_WORDS: Words<Family> = [
  [
    'underwater',
    /\b(?:sous[- ]marin\w*|sous l['’ ]?(?:eau|ocean)|underwater|recifs?|reefs?|corau?x?|corail|corals?|abysses?|poissons?|fish(?:es)?|meduses?|jellyfish|aquarium|pieuvres?|octopus)\b/,
  ],
  [
    'space',
    /\b(?:espace|space|planetes?|planets?|galaxies?|galaxy|cosmos|cosmique|cosmic|fusees?|rockets?|astronautes?|astronauts?|mars|saturne?|nebuleuses?|nebulas?|univers|universe)\b/,
  ],
  ['snow', /\b(?:neige\w*|snow\w*|hiver\w*|winter|glaces?|banquise|ice|igloo|gel|frost|polaire|arctic)\b/],
  ['desert', /\b(?:deserts?|dunes?|sables?|sahara|sand|cactus|oasis|canyon)\b/],
  [
    'city',
    /\b(?:villes?|city|cities|paris|tokyo|new york|londres|london|lyon|immeubles?|buildings?|urbaine?|urban|gratte[- ]ciel|skyscrapers?|skyline|neons?|cyberpunk|rues?|streets?|metro|toits?|rooftops?)\b/,
  ],
  [
    'sea',
    /\b(?:mers?|oceans?|seas?|plages?|beach(?:es)?|vagues?|waves?|lacs?|lakes?|ports?|harbou?r|ile|iles|island|cote|coast|bateaux?|voiliers?|boats?|ships?|sail\w*|phares?|lighthouses?|baleines?|whales?|rivieres?|rivers?|fleuves?|marins?|eau|water)\b/,
  ],
  [
    'mountain',
    /\b(?:montagnes?|mountains?|alpes?|alps|sommets?|peaks?|volcans?|volcano\w*|vallees?|valleys?|falaises?|cliffs?|pyrenees|himalaya|collines?|hills?)\b/,
  ],
  [
    'forest',
    /\b(?:forets?|forests?|bois|woods?|jungle|sapins?|pines?|sous[- ]bois|clairiere|mousses?|champignons?|mushrooms?|loups?|wolf|wolves|ours|bears?|renards?|fox(?:es)?|hiboux?|owls?)\b/,
  ],
  [
    'meadow',
    /\b(?:fleurs?|flowers?|jardins?|gardens?|prairies?|meadows?|champs?|fields?|printemps|spring|roses|tulipes?|tulips?|coquelicots?|popp(?:y|ies)|lavandes?|lavender|papillons?|butterfl\w*|tournesols?|sunflowers?|abeilles?|bees?)\b/,
  ],
  [
    'village',
    /\b(?:villages?|campagne|countryside|fermes?|farms?|maisons?|houses?|cottages?|hameau|moulins?|windmill|eglises?|chateaux?|castles?|vignes?|vineyard)\b/,
  ],
  [
    'table',
    /\b(?:nature morte|still life|tables?|vases?|cafes?|coffee|(?:du|tasses? de) the|theieres?|teapots?|tea|tasses?|cups?|fruits?|pommes?|apples?|citrons?|lemons?|poires?|pains?|bread|gateaux?|cakes?|cuisine|kitchen|livres?|books?|bouquets?)\b/,
  ],
  [
    'portrait',
    /\b(?:portraits?|visages?|faces?|femmes?|woman|women|hommes?|man|men|filles?|girls?|garcons?|boys?|enfants?|child|dames?|lady|reine|queen|rois?|king|grand-mere|grandmother|danseuses?|dancer)\b/,
  ],
  [
    'night',
    /\b(?:nuits?|nocturnes?|night|etoiles?|stars?|starry|etoilee?|lune|moon|voie lactee|milky way|aurores? boreales?|northern lights|aurora|constellations?)\b/,
  ],
  [
    'abstract',
    /\b(?:abstrait\w*|abstract\w*|reves?|dreams?|musiques?|music|energies?|energy|emotions?|joies?|joy|flux|flows?|chaos|harmonie|harmony|pensees?|thoughts?|temps|time|idees?|ideas?|couleurs?|colou?rs?)\b/,
  ],
];

const SUBJECT_WORDS: Words<SubjectName> = [
  ['cat', /\b(?:chats?|chatons?|cats?|kittens?)\b/],
  ['fox', /\b(?:renards?|renardeaux?|fox(?:es)?|loups?|wolf|wolves|chiens?|dogs?)\b/],
  ['whale', /\b(?:baleines?|whales?|cachalots?)\b/],
  ['bird', /\b(?:oiseaux?|birds?|mouettes?|gulls?|hirondelles?|swallows?|corbeaux?|crows?|grues?|cranes?|colombes?)\b/],
  ['boat', /\b(?:bateaux?|voiliers?|boats?|ships?|sail\w*|barques?|navires?)\b/],
  ['balloon', /\b(?:montgolfieres?|ballons?|balloons?)\b/],
  ['lighthouse', /\b(?:phares?|lighthouses?)\b/],
  ['castle', /\b(?:chateaux?|castles?|forteresses?|donjons?)\b/],
  ['house', /\b(?:maisons?|houses?|cabanes?|cabins?|cottages?|chalets?|fermes?|farms?|moulins?)\b/],
  ['rocket', /\b(?:fusees?|rockets?|vaisseaux?|spaceships?|astronautes?|astronauts?)\b/],
  ['butterfly', /\b(?:papillons?|butterfl\w*)\b/],
  ['tree', /\b(?:arbres?|trees?|chenes?|oaks?|cerisiers?|oliviers?|pommiers?)\b/],
  [
    'person',
    /\b(?:personnes?|persons?|promeneurs?|walkers?|voyageurs?|travell?ers?|marcheurs?|silhouettes?|solitaire|alone|robots?|chevaliers?|knights?|hermites?)\b/,
  ],
];

const TIME_WORDS: Words<Time> = [
  ['sunset', /\b(?:couchers?|sunsets?|couchant|crepuscul\w*|golden hour|soirs?|evenings?|dorees?|feu|fire|automne|autumn|fall)\b/],
  ['dawn', /\b(?:aubes?|aurore(?! boreal)|dawn|matins?|mornings?|sunrise|lever)\b/],
  ['dusk', /\b(?:dusk|entre chien et loup|heure bleue|blue hour|twilight)\b/],
  ['night', /\b(?:nuits?|nocturnes?|night|minuit|midnight|lune|moon|etoil\w*|stars?|starry|aurores? boreales?|northern lights|aurora)\b/],
  ['day', /\b(?:jours?|day|midi|noon|soleil|sunny|ete|summer)\b/],
];

const WEATHER_WORDS: Words<Weather> = [
  ['rain', /\b(?:pluies?|pluvieu\w*|rain\w*|orages?|storm\w*|tempetes?|averses?|parapluies?|umbrellas?)\b/],
  ['snowfall', /\b(?:neige\w*|snow\w*|flocons?|blizzard)\b/],
  ['mist', /\b(?:brumes?|brumeu\w*|mist\w*|fog\w*|brouillards?|vapeur|mysteri\w*)\b/],
  ['clouds', /\b(?:nuages?|nuageu\w*|clouds?|cloudy|gris|grey|gray)\b/],
];

const HUE_WORDS: readonly (readonly [number, RegExp])[] = [
  [4, /\b(?:rouges?|red|ecarlate|crimson)\b/],
  [26, /\b(?:oranges?|cuivre|copper)\b/],
  [46, /\b(?:jaunes?|yellow|dore[es]*|gold\w*)\b/],
  [130, /\b(?:verte?s?|greens?|emeraude)\b/],
  [178, /\b(?:turquoises?|cyan|teal)\b/],
  [215, /\b(?:bleue?s?|blue|azur|indigo)\b/],
  [275, /\b(?:violette?s?|violets?|purple|mauves?|lavandes?|lavender)\b/],
  [335, /\b(?:roses?|pink|magenta|fuchsia)\b/],
];

/** A subject alone still needs a place to be. */
const HOME: { readonly [S in SubjectName]: Family } = {
  cat: 'village',
  fox: 'forest',
  bird: 'sea',
  boat: 'sea',
  balloon: 'mountain',
  house: 'village',
  tree: 'meadow',
  lighthouse: 'sea',
  castle: 'mountain',
  rocket: 'space',
  whale: 'sea',
  person: 'mountain',
  butterfly: 'meadow',
};

/** Reads what to draw from French or English words; what is not said follows from prompt and seed. */
export function readBrief(prompt: string, seed: number): Brief {
  const said = plain(prompt.slice(0, 1200)).replaceAll(/\s+/gu, ' ');
  const mixed = hashText(`${said}#${seed}`);
  const random = seededRandom(mixed ^ 0x51ed);
  const subjects = found(SUBJECT_WORDS, said).slice(0, 2);
  const families = found(FAMILY_WORDS, said);
  const first = subjects[0];
  const family =
    placed(families, subjects) ??
    (first === undefined ? undefined : HOME[first]) ??
    (found(TIME_WORDS, said).length > 0 ? 'mountain' : 'abstract');
  const times = found(TIME_WORDS, said);
  const time =
    family === 'night' ? 'night' : (times[0] ?? (['dawn', 'day', 'day', 'sunset', 'dusk'] as const)[Math.floor(random() * 5)] ?? 'day');
  const weather =
    found(WEATHER_WORDS, said)[0] ??
    (family === 'snow' ? 'snowfall' : ((['clear', 'clouds', 'clouds'] as const)[Math.floor(random() * 3)] ?? 'clear'));
  return {
    family,
    subjects,
    time,
    weather,
    aurora: /\b(?:aurores? boreales?|northern lights|aurora)\b/u.test(said),
    hues: HUE_WORDS.filter(([, pattern]) => pattern.test(said)).map(([hue]) => hue),
    seed: mixed,
  };
}

function found<K extends string>(words: Words<K>, said: string): K[] {
  return words
    .map(([key, pattern]) => ({ key, at: said.search(pattern) }))
    .filter((hit) => hit.at >= 0)
    .toSorted((a, b) => a.at - b.at)
    .map((hit) => hit.key);
}

/** A place said in so many words wins over a time of day or a mood; a whale stays in its sea. */
function placed(families: readonly Family[], subjects: readonly SubjectName[]): Family | undefined {
  const places = families.filter(
    (family) => family !== 'night' && family !== 'abstract' && !(family === 'portrait' && families.length > 1),
  );
  if (subjects.includes('whale') && !places.includes('underwater')) return 'sea';
  return places[0] ?? (families.includes('night') ? 'night' : families[0]);
}
