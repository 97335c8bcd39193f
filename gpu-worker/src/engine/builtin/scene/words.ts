/** Words of both languages by what they mean; a text is matched in lower case and without accents. */
export type Words<K extends string> = readonly (readonly [K, RegExp])[];

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
export type SubjectName =
  | 'cat'
  | 'fox'
  | 'bird'
  | 'boat'
  | 'balloon'
  | 'house'
  | 'tree'
  | 'lighthouse'
  | 'castle'
  | 'rocket'
  | 'whale'
  | 'person'
  | 'butterfly'
  | 'owl'
  | 'rabbit'
  | 'mushroom'
  | 'dragon'
  | 'train'
  | 'robot';
export type Time = 'dawn' | 'day' | 'sunset' | 'dusk' | 'night';
export type Weather = 'clear' | 'clouds' | 'rain' | 'snowfall' | 'mist';
export type Season = 'spring' | 'summer' | 'autumn' | 'winter';
export type Bloom = 'daisy' | 'poppy' | 'tulip' | 'lavender' | 'sunflower';
export type Thing = 'flowers' | 'apple' | 'lemon' | 'pear' | 'cup' | 'teapot' | 'bread' | 'book' | 'candle' | 'bottle';
export type Role = 'queen' | 'king' | 'child' | 'man' | 'woman' | 'elder' | 'robot';

export const FAMILY_WORDS: Words<Family> = [
  [
    'underwater',
    /\b(?:sous[- ]marin\w*|sous l['’ ]?(?:eau|ocean)|sous la mer|underwater|under the sea|recifs?|reefs?|corau?x?|corail|corals?|abysses?|poissons?|fish(?:es)?|meduses?|jellyfish|aquarium|pieuvres?|octopus|tortues? de mer|sea turtles?)\b/,
  ],
  [
    'space',
    /\b(?:espace|outer space|space|planetes?|planets?|galaxies?|galaxy|cosmos|cosmique|cosmic|fusees?|rockets?|astronautes?|astronauts?|(?<!\b(?:en|de) )mars|jupiter|saturne?|nebuleuses?|nebulas?|univers|universe|orbite|orbit)\b/,
  ],
  [
    'snow',
    /\b(?:neige\w*|enneige\w*|snow\w*|hivers?|hivernal\w*|winter|(?<!crem\w+ )glaces?|banquise|ice|igloo|gel|frost\w*|polaire|arctic|arctique)\b/,
  ],
  ['desert', /\b(?:deserts?|desertique|dunes?|sables?|sahara|sand|cactus|oasis|canyons?|chameaux?|camels?)\b/],
  [
    'city',
    /\b(?:villes?|city|cities|paris|parisien\w*|tokyo|new york|londres|london|lyon|venise|venice|immeubles?|buildings?|urbaine?s?|urban|gratte[- ]ciel|skyscrapers?|skyline|neons?|cyberpunk|rues?|ruelles?|streets?|metro|toits?|rooftops?|boulevards?|avenues?|quartiers?|downtown)\b/,
  ],
  [
    'sea',
    /\b(?:mers?|oceans?|seas?|plages?|beach(?:es)?|vagues?|waves?|lacs?|lakes?|etangs?|ponds?|ports?|harbou?rs?|ile|iles|islands?|(?<!\ba )cotes?|coasts?|bateaux?|voiliers?|boats?|ships?|sail\w*|phares?|lighthouses?|baleines?|whales?|rivieres?|rivers?|fleuves?|marins?|marees?|tides?|dauphins?|dolphins?|mouettes?|(?:sea)?gulls?|eau|water)\b/,
  ],
  [
    'mountain',
    /\b(?:montagnes?|montagneux|mountains?|alpes?|alps|sommets?|peaks?|volcans?|volcano\w*|vallees?|valleys?|falaises?|cliffs?|pyrenees|himalaya|collines?|hills?|glaciers?)\b/,
  ],
  [
    'forest',
    /\b(?:forets?|forests?|bois|woods?|woodland|jungles?|sapins?|pines?|sous[- ]bois|clairieres?|glades?|mousses?|champignons?|mushrooms?|loups?|wolf|wolves|ours|bears?|renards?|fox(?:es)?|hiboux?|chouettes?|owls?|ecureuils?|squirrels?|cerfs?|deers?|fees?|fair(?:y|ies))\b/,
  ],
  [
    'meadow',
    /\b(?:fleurs?|fleuri\w*|flowers?|jardins?|gardens?|prairies?|meadows?|champs?|fields?|printemps|spring|roses|tulipes?|tulips?|coquelicots?|popp(?:y|ies)|paquerettes?|marguerites?|dais(?:y|ies)|lavandes?|lavender|papillons?|butterfl\w*|tournesols?|sunflowers?|abeilles?|bees?|lapins?|rabbits?|lievres?|hares?)\b/,
  ],
  [
    'village',
    /\b(?:villages?|campagnes?|countryside|fermes?|farms?|maisons?|houses?|cottages?|hameaux?|hamlets?|moulins?|windmills?|eglises?|church(?:es)?|chateaux?|castles?|vignes?|vignobles?|vineyards?)\b/,
  ],
  [
    'table',
    /\b(?:natures? mortes?|still li(?:fe|ves)|tables?|vases?|cafes?|coffee|(?:du|de|au|le) the|theieres?|teapots?|tea|tasses?|cups?|fruits?|pommes?|apples?|citrons?|lemons?|poires?|pears?|(?:du|le|un|de|au) pain|bread|gateaux?|cakes?|cuisines?|kitchens?|livres?|books?|bouquets?|bougies?|candles?|vins?|wine|petit[- ]dejeuner|breakfast)\b/,
  ],
  [
    'portrait',
    /\b(?:portraits?|autoportrait|visages?|faces?|femmes?|woman|women|hommes?|man|men|filles?|fillettes?|girls?|garcons?|boys?|enfants?|child(?:ren)?|dames?|lady|ladies|reines?|queens?|rois?|kings?|princes?|princess(?:e|es)?|grand-?meres?|grandmothers?|grand-?peres?|grandfathers?|vieillards?|danseu\w*|dancers?)\b/,
  ],
  [
    'night',
    /\b(?:nuits?|nocturnes?|nights?|etoiles?|stars?|starry|etoilee?s?|lunes?|moon\w*|voie lactee|milky way|aurores? boreales?|northern lights|aurora|constellations?|cometes?|comets?)\b/,
  ],
  [
    'abstract',
    /\b(?:abstrait\w*|abstract\w*|reves?|dreams?|musiques?|music|jazz|energies?|energy|emotions?|joies?|joy|flux|flows?|chaos|harmonies?|harmony|pensees?|thoughts?|temps|time|idees?|ideas?|couleurs?|colou?rs?|silence|amour|love|liberte|freedom|infini|infinity)\b/,
  ],
];

export const SUBJECT_WORDS: Words<SubjectName> = [
  ['cat', /\b(?:chats?|chatons?|chattes?|cats?|kittens?)\b/g],
  ['fox', /\b(?:renards?|renardes?|renardeaux?|fox(?:es)?|loups?|wolf|wolves|chiens?|dogs?)\b/g],
  ['whale', /\b(?:baleines?|baleineaux?|whales?|cachalots?)\b/g],
  [
    'bird',
    /\b(?:oiseaux?|birds?|mouettes?|(?:sea)?gulls?|hirondelles?|swallows?|corbeaux?|crows?|grues?|cranes?|colombes?|doves?|oies?|geese|cygnes?|swans?|goelands?)\b/g,
  ],
  ['boat', /\b(?:bateaux?|voiliers?|boats?|sailboats?|ships?|sail\w*|barques?|navires?|chaloupes?)\b/g],
  ['balloon', /\b(?:montgolfieres?|ballons?|(?:hot[- ]air )?balloons?)\b/g],
  ['lighthouse', /\b(?:phares?|lighthouses?)\b/g],
  ['castle', /\b(?:chateaux?|castles?|forteresses?|fortress(?:es)?|donjons?)\b/g],
  ['house', /\b(?:maisons?|houses?|cabanes?|cabins?|cottages?|chalets?|fermes?|farms?|moulins?|chaumieres?)\b/g],
  ['rocket', /\b(?:fusees?|rockets?|vaisseaux?|spaceships?)\b/g],
  ['butterfly', /\b(?:papillons?|butterfl\w*)\b/g],
  [
    'tree',
    /\b(?:arbres?|trees?|chenes?|oaks?|cerisiers?|cherry trees?|oliviers?|olive trees?|pommiers?|apple trees?|saules?|willows?|erables?|maples?)\b/g,
  ],
  ['owl', /\b(?:hiboux?|chouettes?|owls?)\b/g],
  ['rabbit', /\b(?:lapins?|lapines?|rabbits?|bunn(?:y|ies)|lievres?|hares?)\b/g],
  ['mushroom', /\b(?:champignons?|mushrooms?|toadstools?)\b/g],
  ['dragon', /\b(?:dragons?)\b/g],
  ['train', /\b(?:trains?|locomotives?|tramways?|trams?)\b/g],
  ['robot', /\b(?:robots?|androides?|androids?)\b/g],
  [
    'person',
    /\b(?:personnes?|persons?|promeneu\w*|walkers?|voyageu\w*|travell?ers?|marcheu\w*|silhouettes?|solitaires?|alone|chevaliers?|knights?|hermites?|hermits?|bergers?|shepherds?|pecheurs?|fisherm[ae]n|astronautes?|astronauts?|someone|quelqu['’]un)\b/g,
  ],
];

export const TIME_WORDS: Words<Time> = [
  ['sunset', /\b(?:couchers?|sunsets?|couchant|crepuscul\w*|golden hour|soirs?|soirees?|evenings?)\b/],
  ['dawn', /\b(?:aubes?|aurore(?! boreal)|dawn|matins?|matinees?|matinal\w*|mornings?|sunrise|levers?(?: du soleil)?)\b/],
  ['dusk', /\b(?:dusk|entre chien et loup|heure bleue|blue hour|twilight)\b/],
  [
    'night',
    /\b(?:nuits?|nocturnes?|nights?|minuit|midnight|lunes?|moon\w*|etoil\w*|stars?|starry|aurores? boreales?|northern lights|aurora|feux? d['’]artifice|fireworks?)\b/,
  ],
  [
    'day',
    /\b(?:jours?|journees?|daytime|day|midi|noon|apres-midi|afternoons?|soleil|ensoleille\w*|sun|sunny|(?<!\b(?:a|ai|as|ont|avait|avons) )ete|summer)\b/,
  ],
];

export const WEATHER_WORDS: Words<Weather> = [
  [
    'rain',
    /\b(?:pluies?|pluvieu\w*|pleut|rain\w*|orages?|orageu\w*|storm\w*|tempetes?|averses?|showers?|parapluies?|umbrellas?|thunder\w*)\b/,
  ],
  ['snowfall', /\b(?:neige\w*|enneige\w*|snow\w*|flocons?|blizzards?)\b/],
  ['mist', /\b(?:brumes?|brumeu\w*|mist\w*|fog\w*|brouillards?|haz[ey]|vapeurs?|mysteri\w*)\b/],
  ['clouds', /\b(?:nuages?|nuageu\w*|clouds?|cloudy|overcast)\b/],
  ['clear', /\b(?:ensoleille\w*|sunny|ciel (?:bleu|clair|pur|degage)|(?:clear|blue) sk(?:y|ies))\b/],
];

export const SEASON_WORDS: Words<Season> = [
  ['autumn', /\b(?:automnes?|automnal\w*|autumn\w*|fall|feuilles mortes|octobre|october|novembre|november)\b/],
  [
    'winter',
    /\b(?:hivers?|hivernal\w*|winter\w*|neige\w*|enneige\w*|snow\w*|noel|christmas|givre|gelee?s?|geles?|frozen|frost\w*|decembre|december|janvier|january)\b/,
  ],
  ['spring', /\b(?:printemps|printanier\w*|spring\w*|cerisiers? en fleurs?|blossoms?|avril|april|mai)\b/],
  ['summer', /\b(?:(?<!\b(?:a|ai|as|ont|avait|avons) )etes?|estiva\w*|summer\w*|juillet|july|aout|august|canicule|heatwave)\b/],
];

export const BLOOM_WORDS: Words<Bloom> = [
  ['tulip', /\b(?:tulipes?|tulips?)\b/],
  ['poppy', /\b(?:coquelicots?|pavots?|popp(?:y|ies)|anemones?)\b/],
  ['daisy', /\b(?:paquerettes?|marguerites?|dais(?:y|ies))\b/],
  ['lavender', /\b(?:lavandes?|lavender)\b/],
  ['sunflower', /\b(?:tournesols?|sunflowers?)\b/],
];

export const THING_WORDS: Words<Thing> = [
  [
    'flowers',
    /\b(?:fleurs?|flowers?|bouquets?|vases?|roses|tulipes?|tulips?|tournesols?|sunflowers?|marguerites?|dais(?:y|ies)|coquelicots?|popp(?:y|ies))\b/,
  ],
  ['apple', /\b(?:pommes?|apples?|fruits?)\b/],
  ['lemon', /\b(?:citrons?|lemons?|oranges)\b/],
  ['pear', /\b(?:poires?|pears?)\b/],
  ['cup', /\b(?:cafes?|coffee|tasses?|cups?|mugs?|chocolats? chauds?|petit[- ]dejeuner|breakfast)\b/],
  ['teapot', /\b(?:(?:du|de|au|le) the|tea|theieres?|teapots?)\b/],
  ['bread', /\b(?:(?:du|le|un|de|au) pain|bread|baguettes?|brioches?|croissants?|gateaux?|cakes?)\b/],
  ['book', /\b(?:livres?|books?|romans?|lectures?)\b/],
  ['candle', /\b(?:bougies?|candles?|chandelles?|candlelight)\b/],
  ['bottle', /\b(?:bouteilles?|bottles?|vins?|wine)\b/],
];

export const ROLE_WORDS: Words<Role> = [
  ['queen', /\b(?:reines?|queens?|princess(?:e|es)?)\b/],
  ['king', /\b(?:rois?|kings?|princes?)\b/],
  ['elder', /\b(?:grand-?meres?|grandmothers?|mamie|grand-?peres?|grandfathers?|papi|vieil\w*|vieux|old|elder\w*)\b/],
  ['child', /\b(?:enfants?|child(?:ren)?|filles?|fillettes?|girls?|garcons?|boys?|bebes?|baby)\b/],
  ['robot', /\b(?:robots?|androides?|androids?)\b/],
  ['man', /\b(?:hommes?|m[ae]n|monsieur|barbus?|bearded|pere|father|marin|sailor|pecheur|fisherman)\b/],
  ['woman', /\b(?:femmes?|wom[ae]n|dames?|lad(?:y|ies)|meres?|mothers?|danseuses?|dancers?)\b/],
];
