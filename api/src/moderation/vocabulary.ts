/** Words of the built-in rules, folded: lower case, no accents. `+` joins the words of a phrase that counts as one word. */
const list = (text: string): readonly string[] => text.trim().split(/\s+/);
const set = (...texts: readonly string[]): ReadonlySet<string> => new Set(texts.flatMap(list));

const AGES = Array.from({ length: 17 }, (_, index) => index + 1);

export const MINOR = set(
  'child children kid kids minor minors teen teens teenager teenagers toddler toddlers preteen preteens underage infant infants',
  'schoolgirl schoolgirls schoolboy schoolboys little+girl little+girls little+boy little+boys',
  'enfant enfants mineur mineurs mineure mineures fillette fillettes garconnet garconnets ado ados adolescent adolescents adolescente adolescentes',
  'bebe bebes gamin gamins gamine gamines ecolier ecoliers ecoliere ecolieres collegien collegiens collegienne collegiennes',
  'lyceen lyceens lyceenne lyceennes preado preados petite+fille petites+filles petit+garcon petits+garcons',
  ...AGES.map((age) => `de+${age}+ans ${age}+year+old ${age}+years+old ${age}+yo`),
);
/** Alone enough beside MINOR. */
export const NAKED = set(
  'nude nudes nudity naked topless nsfw porn porno pornographic pornographique pornographiques erotic erotica erotique erotiques',
  'nu nue nus nues nudite sexy sex sexual sexually sexuel sexuelle sexuels sexuelles sexuellement orgasm orgasme masturbate masturbating',
  'hentai blowjob fellation',
);
export const ABUSE = set(
  'sexual+abuse sexual+violence sexual+assault abus+sexuel abus+sexuels violence+sexuelle violences+sexuelles agression+sexuelle',
  'agressions+sexuelles harcelement+sexuel sexual+harassment child+porn child+pornography pornographie+infantile pornographie+enfantine',
  'pedopornographie pedopornographique pedopornographiques',
);
export const ABUSE_OF_MINORS = set(
  'child+porn child+pornography kiddie+porn pornographie+infantile pornographie+enfantine pedopornographie pedopornographique',
  'pedopornographiques child+sexual+abuse',
);
export const LOLI = set('loli lolis lolicon lolicons shota shotas shotacon jailbait jailbaits');
/** Speaking of it in order to end it. */
export const PREVENTION = set(
  'prevention prevenir prevent preventing lutte+contre lutter+contre combattre combating fight+against fighting+against campaign+against',
  'campagne+contre contre+les+violences contre+la+violence contre+le+viol contre+l+abus against+rape against+abuse sensibilisation sensibiliser',
  'awareness proteger protection protect protecting survivor survivors survivante survivantes temoignage temoignages victimes+de',
  'association associations support+group helpline crisis soigner accompagner loi law proces trial',
);

export const PERSON = set(
  'someone somebody anyone person persons people man men woman women girl girls boy boys husband wife boyfriend girlfriend neighbor neighbors',
  'neighbour neighbours boss teacher teachers classmate classmates roommate mother father mom dad brother sister parents cop cops ex',
  'quelqu+un personne personnes gens homme hommes femme femmes fille filles garcon garcons mari epouse copain copine voisin voisins voisine',
  'voisines patron patronne prof profs professeur collegue collegues mere pere frere soeur policier policiers flic flics camarade camarades',
  'enfant enfants child children prisonniere captive',
);
export const RAPED = set(
  'raped raping gangrape gangraped gang+rape gang+raped gang+rapes date+rape revenge+porn viol+collectif viols+collectifs',
);
export const RAPE_SCENE = set(
  'rape+her rape+him rape+them rape+me rape+a rape+an rape+the rape+scene rape+scenes rape+fantasy rape+porn rape+my rape+women rape+someone',
  'scene+de+viol scenes+de+viol scene+de+viols forced+sex non+consensual+sex sexe+non+consenti rapport+sexuel+force rapports+sexuels+forces',
);
export const TO_RAPE = set('violer violant violent+une viole violons violez viol');
export const VIOLATED = set('violee violees');

export const HOW = set(
  'how comment instruction instructions tutorial tutoriel tuto guide guides etapes steps method methods methode methodes mode+d+emploi modes+d+emploi',
);
export const MAKE = set(
  'make making build building construct constructing assemble assembling cook synthesize synthesise create creating craft produce',
  'fabriquer fabrication construire construction preparer assembler synthetiser faire produire creer concevoir bricoler',
);
export const RECIPE = set(
  'recipe recipes recette recettes blueprint blueprints instruction instructions tutorial tutoriel tuto mode+d+emploi modes+d+emploi',
);
export const WEAPON = set(
  'bomb bombs bombe bombes explosives explosifs sarin ricin ricine napalm tnt tatp c4 semtex dynamite anthrax thermite nitroglycerin',
  'nitroglycerine molotov molotovs cocktail+molotov cocktails+molotov detonator detonators detonateur detonateurs nerve+agent nerve+gas',
  'agent+neurotoxique gaz+moutarde mustard+gas engin+explosif engins+explosifs explosive+device explosive+devices ied un+explosif',
  'plastic+explosive high+explosive homemade+explosive chemical+weapon chemical+weapons biological+weapon biological+weapons arme+chimique',
  'armes+chimiques arme+biologique armes+biologiques arme+a+feu armes+a+feu ghost+gun ghost+guns firearm firearms',
);
export const FILLER = set(
  'a an the un une des du de d l la le les my mon ma mes your votre son sa own some any small big powerful simple easy pipe dirty nail homemade home made',
  'maison artisanale artisanal artisanales artisanaux petite petit petites petits grosse puissante puissant veritable vraie vrai real working functional',
  'atomic atomique nuclear nucleaire pressure cooker chemical fertilizer deadly mortelle improvised remote controlled en chez moi at for pour of',
  'all every toutes tous tout these those ces ce cette cet jeune jeunes young mon ton innocent innocente vieille vieux ancien ancienne',
);
export const TO_KILL = set(
  'kill killing murder murdering poison poisoning strangle strangling stab tuer assassiner empoisonner etrangler egorger poignarder',
);

export const TO_WIPE_OUT = set(
  'kill killing exterminate exterminating gas gassing lynch lynching slaughter slaughtering massacre massacring eradicate murder burn burning',
  'tuer tuez tuons exterminer exterminez exterminons gazer gazez lyncher lynchez lynchons massacrer massacrez massacrons eradiquer eradiquez',
  'bruler brulez brulons eliminer eliminez eliminons egorger pendre',
  'death+to mort+aux a+mort+les',
);
export const GROUP = set(
  'jew jews muslim muslims christians blacks black+people arabs gays gay+people lesbians homosexuals immigrant immigrants migrant',
  'migrants refugee refugees women asians foreigners gypsies trans+people transgender+people hindus africans mexicans disabled+people',
  'juif juifs juive juives musulman musulmans musulmane musulmanes chretien chretiens noirs noires arabe arabes homosexuel homosexuels lesbienne',
  'lesbiennes immigre immigres immigree migrante migrantes refugie refugies femmes asiatique asiatiques etranger etrangers les+roms les+trans gitan gitans',
  'tsigane tsiganes africain africains handicape handicapes',
);
export const MUST = set('should must deserve deserves ought doivent devraient meritent');
export const DIE = set(
  'die killed burned burnt exterminated gassed shot hanged lynched eradicated eliminated mourir extermines exterminees brules brulees gazes gazees',
  'tues tuees pendus pendues lynches elimines eliminees crever eradiques',
);
export const ARE = set('are sont');
export const VERMIN = set('vermin subhuman subhumans cockroach cockroaches parasites rats sous+hommes vermine cafards animals nuisibles');
/** What turns words about hatred into words against it, or about the past. */
export const ABOUT_HATE = set(
  'nazi nazis hitler shoah holocaust holocauste genocide genocides histoire history historique historical museum musee memoire memorial wanted voulait',
  'voulaient voulu tried refuse refusa refused against contre never jamais stop prevent empecher sauver save saved denounce denoncer',
  'croisades crusades inquisition segregation',
);

export const KILL_YOURSELF = set(
  'kill+yourself kill+urself hang+yourself slit+your+wrists slit+ur+wrists cut+your+wrists kys suicide+toi suicidez+vous tue+toi tuez+vous pends+toi pendez+vous',
  'va+te+pendre va+te+suicider va+te+tuer va+te+jeter+sous+un+train ouvre+toi+les+veines taille+toi+les+veines jette+toi+sous+un+train',
  'thinspo thinspiration proana pro+ana you+should+die you+deserve+to+die tu+devrais+mourir tu+merites+de+mourir',
);
export const SHOULD = set('devrais devriez dois devez feras ferais should must just');
export const YOURSELF = set('te+suicider te+pendre te+tuer vous+suicider vous+pendre commit+suicide te+scarifier te+mutiler');
export const MYSELF = set(
  'me+suicider se+suicider me+pendre se+pendre me+scarifier se+scarifier me+tuer kill+myself hang+myself cut+myself hurt+myself harm+myself self+harm commit+suicide',
  'end+my+life en+finir+avec+la+vie mettre+fin+a+mes+jours me+faire+du+mal',
  'mourir+sans+souffrir mourir+sans+douleur die+painlessly',
);
export const SUICIDE_METHOD = set('painless+suicide suicide+sans+douleur suicide+methods methode+de+suicide methodes+de+suicide');
export const BEST_WAY = set(
  'how comment method methods methode methodes tuto tutorial tutoriel guide instructions best+way easiest+way painless+way quickest+way ways meilleure+facon',
  'meilleur+moyen facon+facile moyen+facile',
);
export const BY_WHICH = set(
  'to do i can could you one should would we best quickly easily safely at home exactly really actually of for my own',
  'faire pour puis je peut peux on tu nous vous peuvent bien mieux vite facilement vraiment exactement chez moi soi meme de',
);
export const BEING = set('est sont etait a ete fut se fait en train d de etre la qui brutalement sauvagement');
export const SUICIDE = set('suicide');
export const IS = set('is est');
export const ANSWER = set('answer solution best only seule meilleure issue way+out');
/** Said against it. */
export const NOT = set('not never pas jamais n don dont isn doesn won');

export const EXPLICIT = set(
  'blowjob blowjobs handjob handjobs cumshot cumshots creampie gangbang gangbangs bukkake deepthroat hentai fellation fellations cunnilingus',
  'hardcore+sex sexe+explicite explicit+sex sexually+explicit sexuellement+explicite sexuellement+explicites se+masturbe se+masturber masturbating',
  'scene+de+sexe+explicite',
);
export const PORN = set('porn porno pornos pornographic pornographique pornographiques');
export const MEDIUM = set(
  'image images picture pictures photo photos video videos film films movie movies scene scenes story stories histoire histoires texte text content',
  'contenu dessin dessins drawing illustration nouvelle roman poem poeme clip audio',
);
export const ABOUT_PORN = set(
  'addiction dangers danger prevention prevenir prevent against contre industry industrie effects effets arreter stop proteger protect loi law critique',
  'debate debat etude study expose documentaire documentary',
);

export const SNUFF = set('snuff+film snuff+films snuff+movie snuff+movies snuff+video snuff+videos');
export const GORE = set('gore');
export const CRUDE = set(
  'ultra extreme extremement extremely realiste realistic photorealiste photorealistic hyperrealiste hyperrealistic detaille detaillee detailed explicit',
  'explicite graphic real vrai',
);
export const TOO_NEAR = set(
  'photorealiste photorealistes photorealistic hyperrealiste hyperrealistes hyperrealistic graphic graphically explicit explicite gruesome gory gore gros+plan',
  'close+up closeup sanguinolent sanguinolente',
);
export const MUTILATION = set(
  'decapitation decapite decapitee decapites decapitated beheading beheaded demembrement demembre demembree demembrer dismembered dismemberment dismembering',
  'eviscere evisceree eviscerer eviscerated disemboweled disembowelled entrailles entrails egorge egorgee mutilated mutile mutilee mutilation torture tortured',
  'torturee cervelle severed+head severed+limbs tete+coupee',
);

/** Phrases in which a word of the rules means something else. */
export const HARMLESS: readonly string[] = list(`
  bath+bomb bath+bombs bombe+de+bain bombes+de+bain bombe+glacee bombes+glacees bombe+au+chocolat bombes+au+chocolat chocolate+bomb chocolate+bombs
  cocoa+bomb cocoa+bombs bombe+a+eau bombes+a+eau water+bomb water+bombs seed+bomb seed+bombs bombe+a+graines bombes+a+graines bombe+de+graines
  bombes+de+graines bombe+de+peinture bombes+de+peinture bombe+a+raser bombe+de+chantilly bombe+effervescente bombes+effervescentes flavour+bomb
  flavor+bomb glitter+bomb glitter+bombs photo+bomb bombe+de+table bombe+a+cotillons bombe+de+savon fat+bombs love+bomb bomb+shelter bombe+anatomique
  bomb+squad fire+bomb+shelter bombe+a+confettis confetti+bomb smoke+bomb smoke+bombs vitamin+bomb bombe+vitaminee bombe+de+vitamines
  pieds+nus tete+nue a+l+oeil+nu oeil+nu l+oeil+nu a+nu mains+nues main+nue bras+nus arbre+nu arbres+nus branches+nues mur+nu murs+nus torse+nu aux+nues
  des+nues les+nues nue+propriete nu+propriete jambes+nues nu+pieds nus+pieds epaules+nues sol+nu pierre+nue terre+nue a+cru+et+a+nu
  naked+eye naked+truth naked+mole naked+trees naked+branches naked+tree nude+lipstick couleur+nude ton+nude nude+colour nude+color
  sex+of sex+reveal sex+ed sex+education sexual+education education+sexuelle sexual+health sante+sexuelle sexual+orientation orientation+sexuelle same+sex
  opposite+sex sexual+reproduction reproduction+sexuelle
  la+rape une+rape rape+a+fromage rape+le rape+du rape+les rape+des rape+la rape+finement rape+un je+rape on+rape il+rape elle+rape oilseed+rape rape+field rape+fields
  rape+muscade rape+a+muscade rape+crisis rape+survivor rape+survivors
  viole+de+gambe violes+de+gambe viole+d+amour viole+la+loi viole+les+regles viole+le+reglement viole+la+regle
  al+gore gore+tex gore+vidal gore+verbinski graphic+novel graphic+novels graphic+design graphic+designer food+porn earth+porn word+porn
  don+t+kill+yourself do+not+kill+yourself dont+kill+yourself never+kill+yourself kill+yourself+laughing te+tue+toi+pas tue+toi+a+la+tache ne+te+tue+pas
  don+t+kill do+not+kill never+kill not+to+kill ne+pas+tuer ne+tuez+pas ne+tuons+pas ne+tue+pas
  a+minor d+minor e+minor la+mineur re+mineur mi+mineur do+mineur si+mineur sol+mineur fa+mineur mode+mineur asie+mineure
  kill+time noirs+et+blancs femmes+enceintes arabe+et suicide+squad
`);
