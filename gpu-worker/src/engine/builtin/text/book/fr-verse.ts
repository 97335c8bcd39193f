import type { DomainCouplets, Verse } from './book.ts';

const DOMAINS: DomainCouplets = {
  sea: [
    ['La marée descend comme on rend les armes,', 'le sable s’instruit du sel et des larmes.'],
    ['Un mât dit bonsoir, un cordage grince,', 'l’horizon s’étire, et la lune est mince.'],
    ['Le large a des mots que le port oublie,', 'la houle les berce, et puis les replie.'],
  ],
  sky: [
    ['Les étoiles font leurs comptes sans bruit,', 'il manque toujours une perle à la nuit.'],
    ['La lune a posé sa main sur les toits,', 'et même les chats marchent sur un doigt.'],
    ['Minuit tire un fil du fond de sa poche,', 'et recoud le ciel à ce qui s’approche.'],
  ],
  forest: [
    ['La mousse a compris, le chêne sommeille,', 'un geai contredit ce que dit l’abeille.'],
    ['Le sentier hésite entre deux fougères,', 'et choisit enfin l’ombre la plus claire.'],
    ['Sous l’écorce lente un printemps se lève,', 'il a le pas sûr et l’odeur de sève.'],
  ],
  city: [
    ['Le tramway s’en va, la vitre s’allume,', 'la ville s’écrit sans encre ni plume.'],
    ['Un vélo rouillé rêve de montagne,', 'la pluie sur le zinc joue à la campagne.'],
    ['Les fenêtres font, la nuit, un second ciel,', 'plus bas que le vrai, mais moins solennel.'],
  ],
  animal: [
    ['Deux yeux dans le noir, un souffle, une trace :', 'le monde est plus grand quand on leur fait place.'],
    ['On apprend beaucoup d’un dos qui s’étire,', 'd’un pas sans projet, d’un œil sans empire.'],
    ['La bête a compris ce que l’homme oublie :', 'manger, puis dormir, et guetter la pluie.'],
  ],
  love: [
    ['Deux tasses, un banc, le bruit d’une clé :', 'le bonheur souvent rentre sans parler.'],
    ['Ta main dans la mienne a le poids du jour,', 'on dit : à bientôt, on veut dire : toujours.'],
    ['Ce qu’on n’a pas dit fait la maison chaude,', 'le reste est du vent qui frappe et qui rôde.'],
  ],
  food: [
    ['La cuisine chante, un couvercle danse,', 'le sel, quand il tombe, appelle la chance.'],
    ['La croûte est dorée, la nappe est en fleurs,', 'on se sert encore, on oublie les heures.'],
    ['Une odeur qui monte, et c’est la famille', 'entière qui vient, et l’enfance brille.'],
  ],
  weather: [
    ['L’averse s’éloigne, une goutte attend,', 'suspendue au toit, d’avoir tout son temps.'],
    ['La saison s’en va sur la pointe des pieds,', 'laissant ses couleurs dans tous les sentiers.'],
    ['Le vent sait par cœur ce qu’il va défaire,', 'il jette une feuille, et lit la dernière.'],
  ],
  art: [
    ['Une note tombe, une autre la suit,', 'c’est un escalier qui monte la nuit.'],
    ['Le silence écoute avant de répondre,', 'un archet lui montre où l’ombre s’effondre.'],
    ['Il reste du bleu au bord du pinceau,', 'de quoi faire un ciel, de quoi faire un seau.'],
  ],
  childhood: [
    ['Le goûter sentait bon la confiture,', 'les genoux portaient de belles ratures.'],
    ['Une voix appelle, à l’heure du bain ;', 'le jardin répond : encore un matin !'],
    ['La photo jaunit, les rires y tiennent,', 'ils savent par cœur d’où les voix reviennent.'],
  ],
  travel: [
    ['La route est un fil qu’on tire de loin,', 'au bout, quelquefois, quelqu’un vous rejoint.'],
    ['Le quai se replie, la gare s’efface,', 'un champ, puis un autre, ont pris notre place.'],
    ['On part pour toujours, on revient mardi,', 'la valise sent le bois et midi.'],
  ],
  machine: [
    ['La machine compte, elle ne sait pas', 'le prix d’un silence, ou le bruit d’un pas.'],
    ['Un fil rouge, un bleu, et voilà qu’il pense ;', 'du moins on le croit, tant le cœur y danse.'],
    ['Le métier s’apprend, le geste se garde,', 'et l’outil vieillit sous nos mains bavardes.'],
  ],
  any: [
    ['La rivière écoute, elle ne répond pas,', 'mais garde en son lit la trace des pas.'],
    ['Un nuage ancien corrige le ciel,', 'pose une virgule au bord du réel.'],
    ['Le vent a des clés pour toutes les portes,', 'il sait le pays où vont les feuilles mortes.'],
  ],
};

export const FRENCH_VERSE: Verse = {
  open: [
    ['{D} {marche/marchent} au bord du matin,', 'la rosée {lui} prête un peu de satin.'],
    ['{D} {attend/attendent} au creux de la nuit,', 'sans faire de geste, sans faire de bruit.'],
    ['J’ai vu {d} passer dans le vent,', 'comme un mot qu’on garde, et qu’on dit rarement.'],
    ['On parle {dd} le soir, à voix basse,', 'quand la lampe hésite et que l’heure passe.'],
    ['Voici {d}, au détour du chemin,', 'et tout le silence tient dans une main.'],
    ['Qu’on me laisse {d}, et je rends le reste :', 'la montre, les clés, le chapeau, la veste.'],
    ['Je ne savais rien {dd}, et pourtant', 'un nom sur ma langue allait, hésitant.'],
    ['{D} : c’est assez pour remplir ma page,', 'le blanc alentour fait un beau paysage.'],
    ['Un jour j’ai croisé {d}, par hasard ;', 'depuis, mes matins se lèvent plus tard.'],
  ],
  openVerb: [
    ['{D}, dit le vent, n’est pas un métier ;', 'il faut pourtant bien user ses souliers.'],
    ['On l’apprend tout seul, sans maître et sans livre :', '{d}, c’est un peu une façon de vivre.'],
    ['{D}, pour de bon, sans lever la main,', 'comme on va chercher le lait ou le pain.'],
  ],
  again: [
    ['On {le} cherche ailleurs, au bout de la terre,', 'quand {il} {tient/tiennent} là, dans un peu d’eau claire.'],
    ['Et si je {le} nomme, un oiseau répond :', 'il y a des mots qui bâtissent des ponts.'],
    ['Le temps {lui} ressemble : il va sans raison,', 'il fait de nos doutes une chanson.'],
    ['Je {lui} garde un banc, un coin de soleil,', 'et la bonne clé, contre mon sommeil.'],
  ],
  middle: [
    ['Les toits ont compté les gouttes d’hier,', 'la rue a gardé l’odeur de la mer.'],
    ['Rien n’est arrivé, pourtant tout commence,', 'un oiseau là-haut relit sa partance.'],
    ['Le jardin retient son souffle un instant,', 'puis rend à l’été ses fleurs et son temps.'],
    ['Il suffit d’un rien, d’une main qui tremble,', 'pour que nos hasards se mettent ensemble.'],
    ['Une pierre chaude, un reste de pluie,', 'et voilà qu’un monde entier se déplie.'],
    ['Une horloge au loin se trompe d’étage,', 'elle a douze coups pour tout bagage.'],
    ['Quelqu’un rit là-bas, derrière un volet,', 'et l’heure d’après en prend le reflet.'],
    ['On ouvre un tiroir, on trouve un dimanche,', 'un bouton de nacre, un ruban, sa manche.'],
  ],
  mood: {
    gentle: [
      ['Approche sans peur, la mousse est profonde,', 'on entend d’ici respirer le monde.'],
      ['Le jour est petit, il tient dans un bol,', 'il sent le tilleul et le tournesol.'],
      ['Parle doucement, le pain se repose,', 'et l’on ne dit bien que les moindres choses.'],
    ],
    playful: [
      ['Un chat distingué commande un gâteau,', 'le paie en chansons, repart en bateau.'],
      ['La lune a perdu ses deux chaussons verts,', 'elle danse donc les orteils à l’air.'],
      ['Une oie en chapeau demande son train,', 'le chef lui répond : madame, demain.'],
    ],
    wistful: [
      ['Les bancs du jardin se sont dépeuplés,', 'il reste une écharpe et deux mots mêlés.'],
      ['Ce qui s’en allait n’a pas dit son nom,', 'j’en garde l’écho comme une chanson.'],
      ['La chaise est restée où tu l’avais mise,', 'le soir s’y assoit dans une chemise.'],
    ],
    epic: [
      ['Sonnez, vieux tambours, levez les bannières,', 'la plaine s’allume au feu des lisières !'],
      ['Dix mille chevaux déchirent le soir,', 'et l’orage entier se prend d’un espoir.'],
      ['La montagne a bu l’acier des batailles,', 'un enfant debout regarde à sa taille.'],
    ],
    mysterious: [
      ['Derrière le mur, une horloge chante,', 'l’ombre a mis ce soir sa robe de menthe.'],
      ['Qui donc a laissé, sur le seuil de bois,', 'la clé d’une chambre où l’on n’entre pas ?'],
      ['Le miroir hésite avant de répondre,', 'il a vu passer ce que l’on voit fondre.'],
    ],
  },
  domain: DOMAINS,
  close: [
    ['Et si l’on demande où va la lumière,', 'dis : vers ce qu’on aime, et par la rivière.'],
    ['Le matin revient, il n’a rien perdu :', 'chaque pas donné lui sera rendu.'],
    ['Alors je me tais, j’écoute, et j’apprends', 'comment on devient léger, et plus grand.'],
    ['Garde-moi ce soir, ô nuit sans couture,', 'un coin de ta manche, et ton écriture.'],
    ['La page est finie, le jour continue,', 'il a mis ses bottes, il prend la rue.'],
    ['Le reste est à vous : un fil, une épingle,', 'un peu de patience, et le vent qui cingle.'],
  ],
  refrain: [
    ['{D}, oh, {d},', '{reste/restez} encore un peu :', 'il fait moins nuit, il fait moins froid', 'quand on chante à deux.'],
    ['{D}, la la la,', 'c’est l’air que je préfère,', 'on le commence du pied gauche,', 'on le finit en l’air.'],
    ['Oh, donnez-moi {d},', 'une guitare, trois accords,', 'on repeindra toute la rue', 'et tant pis s’il pleut dehors.'],
    ['{D}, ohé, {d},', 'qui donc vous a chanté ?', 'un merle, un lundi de pluie,', 'et tout l’été.'],
  ],
  refrainVerb: [
    ['{D}, la la la,', 'c’est tout ce que je sais faire,', 'on le commence du pied gauche,', 'on le finit en l’air.'],
    ['{D}, oui, {d},', 'demain comme aujourd’hui,', 'avec du pain, avec du vent,', 'et tant pis pour la pluie.'],
  ],
  haiku: {
    season: [
      '[brume du matin|vieille lune d’hiver|premier vent d’avril|un soir de grand gel|chaleur de juillet|fin d’un long dimanche]',
      '[la pluie se retient|au bord de l’étang|herbe haute d’août|neige sans un pas|la glycine en fleur|lumière d’octobre]',
    ],
    subject: [
      '{d}, rien qu’un instant',
      '{d} {passe/passent} sans bruit',
      'on dirait {d}',
      'soudain, {d}, tout près',
      'nul ne voit {d}',
      'je pense {da}',
      'le nom {dd} s’efface',
      '{d} : un souffle, un éclat',
    ],
    close: [
      '[le monde s’est tu|et puis le silence|un oiseau s’envole|l’ombre fait un pas|rien d’autre, et c’est tout|la porte est restée]',
      '[un chien se rendort|le thé refroidit|on parle plus bas|l’enfant a compris|mon ombre s’attarde|une feuille tombe]',
    ],
  },
};
