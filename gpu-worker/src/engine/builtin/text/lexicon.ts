import { plain } from './intent.ts';

/** Adjectives that stand before a French noun: the noun is what comes after them. */
const BEFORE =
  /^(?:vieux|vieil|vieilles?|petite?s?|grande?s?|gros(?:se)?s?|beaux?|bel|belles?|bon(?:ne)?s?|mauvaise?s?|jeunes?|nouveaux?|nouvel|nouvelles?|jolie?s?|premiers?|premieres?|derniers?|dernieres?|autres?|meme|mêmes?|faux|fausses?|haute?s?|long|longs|longues?|dou(?:x|ce|ces)|pauvres?|cher|chere|chers|cheres|ancien(?:ne)?s?|mille)$/;

const SINGULAR_S =
  /^(?:souris|bois|temps|corps|printemps|ours|fils|pays|dos|bras|repas|palais|jus|voix|croix|noix|paix|prix|paradis|tapis|univers|secours|cours|iris|jazz|autobus|bus|virus|tennis|riz|nez|gaz|choix|houx|taux|paris|calvados|pois|mois|puits|poids|discours|parcours|concours|velours|radis|maquis|cassis|chaos|cosmos|lotus|cactus|campus|lilas|matelas|lys)$/;

const FEMININE = new Set(
  'mer foret nuit maison saison chanson raison main fin dent souris fourmi croix voix noix paix part mort clef cle jument cour tour soif faim moisson boisson amitie moitie vertu eau peau soeur fleur couleur douleur chaleur odeur peur valeur lueur douceur lenteur sueur rumeur humeur erreur horreur terreur fraicheur longueur grandeur blancheur rougeur couleurs toison prison trahison guerison gelee vallee rosee arrivee annee journee soiree matinee idee fee allee maree fumee purree poupee epee chaussee dictee armee musee-f dune foi loi fourmi vis brebis perdrix toux faux chair hiver-f oasis oasis plage pitie liberte beaute bonte gent gare ile'.split(
    ' ',
  ),
);
const MASCULINE = new Set(
  'phare arbre homme fleuve musee livre monde reve silence nuage village jeune orage voyage fantome poeme theatre pirate zebre tigre ange oncle eleve astronaute equilibre bonheur malheur coeur honneur moteur labeur choeur interieur exterieur meilleur mardi desordre ordre sable marbre sucre beurre verre vinaigre fromage potage visage paysage courage nuage message age page-m stage siege college cortege piege manege privilege cadre chiffre centre ventre ventre monstre orchestre registre ministre maitre maestro metre litre peuple couple exemple temple souffle siecle cercle muscle oracle miracle spectacle obstacle angle ongle triangle siecle meuble sable diable cable regne cygne signe peigne champagne-m bagne insigne calme charme drame programme systeme theme probleme telegramme crime regime costume volume legume parfum legume fume rhume empire navire rire sourire iris incendie genie parapluie foie trophee lycee cafe the pre fosse passe clair-obscur dejeuner diner gouter hiver automne ete trone cyclone telephone microphone saxophone magnetophone clone synonyme anonyme pseudonyme festival crepuscule vestibule globule ridicule vehicule scrupule merite gite granite satellite ermite termite parasite site visite-m mythe labyrinthe acte doute insecte architecte squelette-m pacte texte contexte geste reste poste-m buste manifeste costume bateau chateau oiseau hibou caillou genou peuplier ecureuil soleil sommeil reveil appareil conseil orteil vitrail travail corail ail eventail detail email bail rail'.split(
    ' ',
  ),
);

/** The noun that a French phrase is about, without accents: « vieux phares de Bretagne » is about « phares ». */
export function headOf(phrase: string): string {
  const words = plain(phrase)
    .split(/[\s’'-]+/u)
    .filter((word) => word !== '');
  return words.find((word, i) => i === words.length - 1 || !BEFORE.test(word)) ?? '';
}

export function isPluralFrench(phrase: string): boolean {
  const head = headOf(phrase);
  return /[sx]$/u.test(head) && !SINGULAR_S.test(head);
}

export function isFeminineFrench(phrase: string): boolean {
  const head = headOf(phrase);
  const single = SINGULAR_S.test(head) ? head : head.replace(/s$/u, '');
  if (FEMININE.has(single)) return true;
  if (MASCULINE.has(single) || MASCULINE.has(single.replace(/x$/u, ''))) return false;
  if (/(?:age|isme|ment|teur|oir|eau|ier|asme|iste|ege|eme|ome|uge|scope|phone|logue)$/u.test(single)) return false;
  return /(?:e|ion|te|eur|aison|ette|ance|ence|ure|ude|ie|ee)$/u.test(single) && !/(?:cafe|the|cote|ete|comite|traite|velo)$/u.test(single);
}

const ANIMATE =
  /^(?:chat\w*|chien\w*|renard\w*|loup\w*|louve|ours|ourse|oiseau\w*|hibou\w*|chouette\w*|hirondelle\w*|lapin\w*|lievre\w*|souris|rat|escargot\w*|abeille\w*|fourmi\w*|papillon\w*|herisson\w*|dragon\w*|elephant\w*|tigre\w*|lion\w*|singe\w*|cheval|chevaux|jument|vache\w*|mouton\w*|chevre\w*|poule\w*|coq|canard\w*|oie\w*|baleine\w*|dauphin\w*|poisson\w*|grenouille\w*|tortue\w*|ecureuil\w*|robot\w*|fantome\w*|sorciere\w*|sorcier\w*|fee\w*|lutin\w*|ogre\w*|geant\w*|roi\w*|reine\w*|prince\w*|chevalier\w*|pirate\w*|marin\w*|pecheur\w*|boulanger\w*|jardinier\w*|facteur\w*|factrice|institutrice|maitre|maitresse|astronaute\w*|detective\w*|voleur\w*|fille\w*|fillette\w*|garcon\w*|enfant\w*|homme\w*|femme\w*|dame\w*|monsieur|grand|pere|mere|ami|amie|amis|amies|voisin\w*|musicien\w*|peintre\w*|danseu\w*|cats?|kittens?|dogs?|fox(?:es)?|wol(?:f|ves)|bears?|birds?|owls?|swallows?|rabbits?|hares?|mouse|mice|rats?|snails?|bees?|ants?|butterfl\w*|hedgehogs?|dragons?|elephants?|tigers?|lions?|monkeys?|horses?|cows?|sheep|goats?|hens?|ducks?|goose|geese|whales?|dolphins?|fish|frogs?|turtles?|squirrels?|robots?|ghosts?|witch(?:es)?|wizards?|fairy|fairies|elf|elves|ogres?|giants?|kings?|queens?|princess(?:es)?|princes?|knights?|pirates?|sailors?|fisherm[ae]n|bakers?|gardeners?|postm[ae]n|teachers?|astronauts?|detectives?|thie(?:f|ves)|girls?|boys?|child(?:ren)?|m[ae]n|wom[ae]n|lady|ladies|grandmother|grandfather|friends?|neighbou?rs?|musicians?|painters?|dancers?)$/;

/** Whether the phrase is about somebody who can want something. */
export function isAnimate(phrase: string, lang: 'fr' | 'en'): boolean {
  if (lang === 'fr') return ANIMATE.test(headOf(phrase));
  return ANIMATE.test(headOfEnglish(phrase));
}

/** “old lighthouses of Brittany” is about “lighthouses”: the last word before a preposition or a clause. */
export function headOfEnglish(phrase: string): string {
  const main = plain(phrase).split(/\s(?:of|in|at|on|with|who|that|which|from|for|to|by|near|under|over|without)\s/u)[0] ?? '';
  return main.split(/\s+/u).at(-1) ?? '';
}

const SINGULAR_ENGLISH = /(?:ss|us|is|ics|ews)$|^(?:series|species|chess|lens|christmas|always|gas|canvas|atlas|bus|james|charles|paris)$/;
const PLURAL_ENGLISH = /^(?:people|children|men|women|mice|geese|feet|teeth|wolves|leaves|knives|lives|cattle|police|parents)$/;

export function isPluralEnglish(phrase: string): boolean {
  const head = headOfEnglish(phrase);
  return PLURAL_ENGLISH.test(head) || (head.endsWith('s') && !SINGULAR_ENGLISH.test(head));
}

const MASS =
  /(?:ness|ship|ism|ity|tion|sion|ment|ance|ence|ing|ology|hood|dom|graphy|[^p]py|omy|rgy|ogy|phy|racy)$|^(?:love|rain|snow|light|music|water|bread|coffee|tea|silence|hope|joy|winter|summer|spring|autumn|peace|time|life|death|nature|art|poetry|jazz|war|luck|grief|fear|anger|courage|work|home|school|memory|honey|milk|cheese|wine|beer|pie|cake|soup|jam|rice|salt|sugar|butter|chocolate|ice|fire|air|wind|sand|dust|smoke|fog|mist|thunder|sunlight|moonlight|starlight|sunshine|weather|space|history|science|mathematics|physics|philosophy|football|tennis|chess|christmas|easter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|birthday|faith|trust|truth|beauty|youth|age|sleep|gold|silver|wood|paper|ink|fashion|money|food|everything|nothing|something|nobody|everybody|someone|anyone)$/;

/** English nouns that need no article: “rain”, “friendship”. */
export function isMassEnglish(phrase: string): boolean {
  return MASS.test(headOfEnglish(phrase)) || /^[a-z]{3,}ing\s/u.test(plain(phrase));
}

/** “an hour”, “a unicorn”. */
export function articleFor(words: string): 'a' | 'an' {
  const sound = plain(words.replace(/^[^\p{L}\p{N}]+/u, ''));
  if (/^(?:hour|honest|honou?r|heir)/u.test(sound)) return 'an';
  if (/^(?:uni(?!n|m)|us[ea]|ut[eo]|eu|ewe|one\b|once\b|ufo|ubiq)/u.test(sound)) return 'a';
  return /^(?:[aeiou]|8|11\b|18\b)/u.test(sound) ? 'an' : 'a';
}

const CITIES =
  /^(?:paris|lyon|marseille|lille|nantes|bordeaux|toulouse|strasbourg|rennes|brest|nice|montpellier|venise|rome|londres|berlin|madrid|lisbonne|bruxelles|geneve|tokyo|new york|londres|dakar|alger|tunis|montreal|quebec|london|venice|lisbon|brussels|geneva|edinburgh|dublin|boston|chicago|san francisco|mars|venus|jupiter|saturne|saturn|noel|christmas|bretagne)$/;

/** A place or feast whose name takes no article. */
export function isKnownName(words: string): boolean {
  return CITIES.test(plain(words));
}

const NOUNS_LIKE_VERBS =
  /^(?:mer|hiver|fer|ver|cher|enfer|amer|coucher|lever|toucher|baiser|boulanger|berger|danger|potager|verger|clocher|rocher|plancher|boucher|diner|souper|gouter|dejeuner|foyer|loyer|noyer|metier|chantier|desir|plaisir|souvenir|avenir|loisir|cuir|elixir|menhir|soupir|saphir|zephyr|tresor|poker|laser|polar)$|(?:[^l]l?oir|ier|yer)$|(?:arbre|ombre|livre|fievre|levre|chambre|theatre|fenetre|lettre|montre|terre|guerre|pierre|histoire|memoire|victoire|gloire|foire|poire|armoire|nature|aventure|voiture|peinture|lumiere|riviere|priere|mere|pere|frere|verre|ministre|orchestre|maitre|ventre|centre|sucre|encre|ancre|nombre|tigre|zebre|ogre|cidre|poudre|foudre|cendre|ordre|titre|litre|huitre|vitre|chevre|oeuvre|cuivre|poivre|hare|gare|mare|heure|beurre|demeure|sourire|rire|navire|empire|satire)$/;
const VERBS_LIKE_NOUNS =
  /^(?:voir|savoir|vouloir|pouvoir|avoir|recevoir|devoir|revoir|oublier|etudier|crier|prier|remercier|copier|vivre|suivre|rire|lire|ecrire|dire|faire|etre|naitre|apprendre|prendre|comprendre|attendre|mettre|perdre|rendre|boire|croire|construire)$/;

/** « voyager seul »: an infinitive, not a noun. */
export function isInfinitive(phrase: string): boolean {
  const first =
    plain(phrase)
      .replace(/^(?:ne pas |se |s['’]|me |m['’])/u, '')
      .split(/[\s’'-]/u)[0] ?? '';
  if (VERBS_LIKE_NOUNS.test(first)) return true;
  return first.length > 3 && /(?:er|ir|re)$/u.test(first) && !NOUNS_LIKE_VERBS.test(first);
}
