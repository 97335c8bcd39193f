import { plain } from './intent.ts';

/** What a topic has to do with; it chooses images, sounds and weather. */
export const DOMAINS = [
  'sea',
  'sky',
  'forest',
  'city',
  'animal',
  'love',
  'food',
  'weather',
  'art',
  'childhood',
  'travel',
  'machine',
  'any',
] as const;
export type Domain = (typeof DOMAINS)[number];

const WORDS: readonly (readonly [Exclude<Domain, 'any'>, RegExp])[] = [
  [
    'sea',
    /\b(?:mers?|oceans?|seas?|plages?|beach\w*|vagues?|waves?|ports?|harbou?rs?|iles?|islands?|bateaux?|boats?|ships?|phares?|lighthouses?|marees?|tides?|marins?|sailors?|bretagne|brittany|baleines?|whales?|pirates?|rivieres?|rivers?|lacs?|lakes?)\b/,
  ],
  [
    'sky',
    /\b(?:etoiles?|stars?|lunes?|moons?|nuits?|nights?|ciels?|cieux|sky|skies|soleils?|suns?|planetes?|planets?|espace|space|cosmos|aurores?|cometes?|comets?|galaxies?)\b/,
  ],
  [
    'animal',
    /\b(?:chats?|cats?|chiens?|dogs?|renards?|fox(?:es)?|loups?|wol(?:f|ves)|ours|bears?|oiseaux?|birds?|hirondelles?|swallows?|hiboux?|owls?|chevaux|cheval|horses?|lapins?|rabbits?|souris|mouse|mice|escargots?|snails?|abeilles?|bees?|papillons?|butterfl\w*|herissons?|hedgehogs?|dragons?|elephants?|tigres?|tigers?|animaux|animals?|poissons?|fish|octopus|pieuvres?|poules?|hens?|vaches?|cows?|moutons?|sheep)\b/,
  ],
  [
    'food',
    /\b(?:pains?|bread|tartes?|pies?|gateaux?|cakes?|soupes?|soups?|cafes?|coffee|(?:du|le|un|de|au) the|tea|vins?|wine|fromages?|cheese|pommes?|apples?|recettes?|recipes?|cuisines?|kitchens?|boulanger\w*|baker\w*|chocolats?|chocolates?|confitures?|jam|repas|meals?|crepes?|pancakes?|fruits?|legumes?|vegetables?)\b/,
  ],
  [
    'love',
    /\b(?:amours?|love\w*|aimer|coeurs?|hearts?|baisers?|kiss\w*|amis?|amies?|friends?|amities?|friendship|tendresse|mariages?|weddings?|couples?|fiance\w*|absence|manque\w*)\b/,
  ],
  [
    'weather',
    /\b(?:pluies?|rain\w*|neiges?|snow\w*|vents?|winds?|orages?|storms?|brumes?|mist|fog|automnes?|autumn|fall|hivers?|winters?|printemps|springs?|etes?|summers?|nuages?|clouds?|novembre|november|octobre|october|avril|april|froid|cold|saisons?|seasons?)\b/,
  ],
  [
    'art',
    /\b(?:musiques?|music|chansons?|songs?|pianos?|violons?|violins?|guitares?|guitars?|danses?|danc\w*|peintures?|paint\w*|couleurs?|colou?rs?|theatres?|theatre|theater|orchestres?|orchestras?|poesie|poetry|livres?|books?|lire|read\w*|ecrire|writ\w*|jazz|festivals?|cinemas?)\b/,
  ],
  [
    'childhood',
    /\b(?:enfances?|childhood|enfants?|child\w*|ecoles?|schools?|grand-?meres?|grandmothers?|grand-?peres?|grandfathers?|meres?|mothers?|peres?|fathers?|familles?|famil\w*|jouets?|toys?|souvenirs?|memor\w*|anniversaires?|birthdays?|soeurs?|sisters?|freres?|brothers?|bebes?|babies|baby)\b/,
  ],
  [
    'travel',
    /\b(?:voyages?|voyager|travel\w*|trains?|gares?|stations?|routes?|roads?|valises?|suitcases?|chemins?|paths?|montagnes?|mountains?|avions?|planes?|velos?|bicycles?|bikes?|partir|leaving|exil|exile|deserts?)\b/,
  ],
  [
    'machine',
    /\b(?:robots?|machines?|ordinateurs?|computers?|telephones?|phones?|internet|horloges?|clocks?|montres?|watch(?:es)?|usines?|factor\w*|travail|work\w*|metiers?|jobs?|outils?|tools?|moteurs?|engines?|algorithmes?|algorithms?|code|startups?|entreprises?|compan\w*)\b/,
  ],
  [
    'city',
    /\b(?:villes?|cit(?:y|ies)|rues?|streets?|paris|lyon|marseille|londres|london|new york|tokyo|metro|tramways?|trams?|quartiers?|neighbou?rhoods?|voisins?|neighbou?rs?|immeubles?|buildings?|toits?|roofs?|rooftops?|marches?|markets?|cafes?)\b/,
  ],
  [
    'forest',
    /\b(?:forets?|forests?|arbres?|trees?|bois|woods?|jardins?|jardiniers?|gardens?|garden\w*|fleurs?|flowers?|feuilles?|lea(?:f|ves)|champignons?|mushrooms?|prairies?|meadows?|campagnes?|countryside|collines?|hills?|roses?|vergers?|orchards?|potagers?)\b/,
  ],
];

/** The domain of the first word that has one: the topic's, else the whole wish's, else none. */
export function findDomain(topic: string, wish: string): Domain {
  for (const source of [topic, wish]) {
    const said = plain(source.slice(0, 600));
    const hits = WORDS.map(([domain, words]) => ({ domain, at: said.search(words) })).filter((hit) => hit.at >= 0);
    const first = hits.toSorted((a, b) => a.at - b.at)[0];
    if (first) return first.domain;
  }
  return 'any';
}
