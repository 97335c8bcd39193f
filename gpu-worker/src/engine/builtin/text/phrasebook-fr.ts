import type { Phrasebook } from './phrasebook.ts';

export const FRENCH: Phrasebook = {
  titles: {
    haiku: ['{T}', '{T}, trois lignes'],
    poem: ['{T}', 'Chanson {de}', 'Pour {t}'],
    story: ['L’histoire {de}', '{T}', 'La nuit {de}'],
    ideas: ['Idées pour {t}', '{T} : cinq pistes'],
    plan: ['Un plan pour {t}', '{T}, pas à pas'],
    summary: ['L’essentiel', 'En bref'],
    letter: ['Lettre {a}', 'Quelques mots {a}'],
    dialogue: ['À propos {de}', '{T}, à deux voix'],
    slogan: ['{T}, en une phrase'],
    recipe: ['Recette {de}'],
    musing: ['{T}', 'En pensant {a}', 'Note sur {t}'],
  },
  couplets: {
    open: [
      ['{T} {marche/marchent} au bord du matin,', 'la rosée {lui} prête un peu de satin.'],
      ['{T} {attend/attendent} au creux de la nuit,', 'sans faire de geste, sans faire de bruit.'],
      ['J’ai vu {t} passer dans le vent,', 'comme un mot qu’on garde, et qu’on dit rarement.'],
      ['On parle {de} le soir, à voix basse,', 'quand la lampe hésite et que l’heure passe.'],
      ['Voici {t}, au détour du chemin,', 'et tout le silence tenait dans ma main.'],
    ],
    middle: [
      ['La rivière écoute, elle ne répond pas,', 'mais garde en son lit la trace des pas.'],
      ['Un nuage ancien corrige le ciel,', 'pose une virgule au bord du réel.'],
      ['Les toits ont compté les gouttes d’hier,', 'la rue a gardé l’odeur de la mer.'],
      ['Rien n’est arrivé, pourtant tout commence,', 'un oiseau là-haut relit sa partance.'],
      ['Le jardin retient son souffle un instant,', 'puis rend à l’été ses fleurs et son temps.'],
      ['Il suffit d’un rien, d’une main qui tremble,', 'pour que nos hasards se mettent ensemble.'],
      ['Une pierre chaude, un reste de pluie,', 'et voilà qu’un monde entier se déplie.'],
      ['Le vent a des clés pour toutes les portes,', 'il sait le pays où vont les feuilles mortes.'],
    ],
    mood: {
      gentle: [
        ['Approche sans peur, la mousse est profonde,', 'on entend d’ici respirer le monde.'],
        ['Le jour est petit, il tient dans un bol,', 'il sent le tilleul et le tournesol.'],
      ],
      playful: [
        ['Un chat distingué commande un gâteau,', 'le paie en chansons, repart en bateau.'],
        ['La lune a perdu ses deux chaussons verts,', 'elle danse donc les orteils à l’air.'],
      ],
      wistful: [
        ['Les bancs du jardin se sont dépeuplés,', 'il reste une écharpe et deux mots mêlés.'],
        ['Ce qui s’en allait n’a pas dit son nom,', 'j’en garde l’écho comme une chanson.'],
      ],
      epic: [
        ['Sonnez, vieux tambours, levez les bannières,', 'la plaine s’allume au feu des lisières !'],
        ['Dix mille chevaux déchirent le soir,', 'et l’orage entier se prend d’un espoir.'],
      ],
      mysterious: [
        ['Derrière le mur, une horloge chante,', 'l’ombre a mis ce soir sa robe de menthe.'],
        ['Qui donc a laissé, sur le seuil de bois,', 'la clé d’une chambre où l’on n’entre pas ?'],
      ],
    },
    close: [
      ['Et si l’on demande où va la lumière,', 'dis : vers ce qu’on aime, et par la rivière.'],
      ['Le matin revient, il n’a rien perdu :', 'chaque pas donné lui sera rendu.'],
      ['Alors je me tais, j’écoute, et j’apprends', 'comment on devient léger, et plus grand.'],
      ['Garde-moi ce soir, ô nuit sans couture,', 'un coin de ta manche, et ton écriture.'],
    ],
  },
  haiku: {
    season: [
      '[brume du matin|vieille lune d’hiver|premier vent d’avril|un soir de grand gel]',
      '[la pluie se retient|au bord de l’étang|herbe haute d’août|neige sans un pas]',
    ],
    subject: ['{t}, rien qu’un instant', '{t} {passe/passent} sans bruit', 'on dirait {t}'],
    close: ['[le monde s’est tu|et puis le silence|un oiseau s’envole|l’ombre fait un pas|rien d’autre, et c’est tout]'],
  },
  story: {
    open: [
      'On racontait au village l’histoire {de}. [Personne n’y croyait, sauf une enfant|Tout le monde y croyait, sauf le gardien|On en riait le jour, on y pensait la nuit].',
      'Tout commence avec {t}, [un mardi de pluie|le soir de la fête|à l’heure où l’on ferme les volets].',
      'Au bout de la rue la plus courte de la ville, il y avait {t}. On passait devant sans lever les yeux.',
    ],
    want: [
      'Une fille nommée [Lucie|Nour|Jeanne|Inès] [gardait un caillou bleu dans sa poche|comptait les marches à voix basse|notait tout dans un carnet sans lignes], et elle voulait comprendre.',
      'Le vieux [Marcel|Bastien|Karim] disait qu’il suffisait d’écouter. Alors [Lucie|Nour|Jeanne|Inès] s’assit, et elle écouta.',
    ],
    turn: {
      gentle: [
        'Un matin, [la rivière changea de sens|le pain leva tout seul|le vent apporta une lettre], tout doucement, comme on tourne une page.',
      ],
      playful: [
        'C’est alors [qu’une oie en chapeau|qu’un facteur à ressorts|qu’un nuage très pressé] demanda son chemin, et que tout alla de travers, très joliment.',
      ],
      wistful: ['Puis vint [l’automne|le dernier train|la première absence], et chacun comprit ce qu’il avait failli perdre.'],
      epic: [
        'Alors [le tonnerre roula trois jours|les tours se mirent à trembler|la mer se dressa], et il fallut trouver quelqu’un qui n’eût pas peur.',
      ],
      mysterious: [
        'Cette nuit-là, [la cloche sonna treize fois|une fenêtre s’alluma dans la maison vide|toutes les ombres penchèrent du même côté].',
      ],
    },
    deed: [
      'Il fallait choisir : [rester et comprendre|partir et se souvenir|parler enfin|ouvrir la porte]. Elle prit sa lampe, et elle choisit les deux.',
      'Elle posa [la main sur la pierre|l’oreille contre la porte|son carnet au milieu du chemin], et tout lui fut raconté, depuis le début.',
    ],
    end: [
      'C’est depuis ce jour que [les chemins ont deux noms|l’on salue les absents en premier|personne ici ne ferme sa porte à clé].',
      'Et si vous passez par là, [marchez lentement|levez les yeux|dites bonjour] : on ne sait jamais qui écoute.',
    ],
  },
  ideas: {
    lead: ['Cinq façons d’aborder {t} :', 'Voici par où commencer avec {t} :'],
    items: [
      'Inverser : et si [on faisait exactement le contraire|le public devenait l’auteur|on commençait par la fin] ?',
      'Réduire : la version qui tient [sur un post-it|en une minute|dans une poche].',
      'Croiser {t} avec [la musique|un jeu de société|une carte du quartier|la cuisine].',
      'Déplacer : [dans la rue|à l’école|la nuit|dans un train], là où personne ne l’attend.',
      'En faire un rituel : un même geste, [chaque lundi|à chaque pleine lune|à chaque arrivée].',
      'Donner les clés : laisser [un enfant|une voisine|un inconnu] décider de la suite.',
      'Garder une trace : [un carnet commun|une photo par jour|un mur de ficelles] que chacun complète.',
      'Enlever une chose essentielle, et regarder ce qui la remplace.',
    ],
    close: ['Commencez par la plus petite : elle dira vite si les autres valent la peine.', 'Choisissez celle qui vous fait un peu peur.'],
  },
  plan: {
    lead: [
      'Objectif : {que} {existe/existent} pour de bon, sans attendre que tout soit parfait.',
      'Un chemin simple pour {t}, en quatre temps.',
    ],
    phases: [
      ['Aujourd’hui : écrire en une phrase le résultat attendu, [et la montrer à quelqu’un|et la coller au mur].'],
      [
        'Cette semaine : [montrer un brouillon à trois personnes|essayer la plus petite version possible|lister ce qu’on a déjà sous la main].',
      ],
      ['Ce mois-ci : garder ce qui a marché deux fois, retirer le reste, [fixer une date publique|trouver un allié].'],
      ['Ensuite : [fêter la première fois|raconter ce qu’on a appris|passer le relais], puis recommencer plus grand.'],
    ],
    risk: ['À surveiller : vouloir finir avant d’avoir montré.', 'À surveiller : ajouter au lieu de choisir.'],
  },
  letter: {
    hail: ['Je pense souvent {a} ; alors, ce soir, je t’écris.', 'Voilà longtemps que je voulais parler {de}.'],
    body: [
      'Ici, [la lumière descend tôt|le tilleul est en fleur|il pleut depuis hier], et chaque chose me ramène {a}.',
      'Je garde [la tasse ébréchée|le ticket du dernier train|ta phrase sur les nuages], comme on garde une place à table.',
      'Tu disais {que} {ne reviendrait/ne reviendraient} pas ; je crois au contraire que rien ne s’en va tout à fait.',
    ],
    mood: {
      gentle: ['Prends ton temps pour répondre : ta lettre est déjà dans la mienne.'],
      playful: ['P.-S. : le chat a mangé le premier brouillon, il l’a trouvé un peu long.'],
      wistful: ['Certains soirs, je laisse la lampe allumée, au cas où.'],
      epic: ['Rien ne nous arrêtera : ni la mer, ni l’hiver, ni la poste.'],
      mysterious: ['Brûle cette lettre, ou cache-la dans le livre que tu sais.'],
    },
    bye: ['Je t’embrasse,', 'Avec toute mon amitié,', 'À bientôt, sous n’importe quel ciel,'],
  },
  dialogue: {
    names: [
      ['Ada', 'Léon'],
      ['Nour', 'Basile'],
      ['La Lune', 'Le Veilleur'],
      ['Jeanne', 'Malo'],
    ],
    scene: ['[Un banc, au crépuscule.|Une cuisine, très tôt.|Un quai désert, le dernier train est parti.]'],
    exchanges: [
      ['Tu as remarqué {t} ?', 'Tout le monde regarde ; personne ne remarque.'],
      ['Je croyais que tu n’aimais pas en parler.', 'C’est que je ne trouvais pas les mots. Maintenant ils viennent seuls.'],
      ['Et si l’on se trompait depuis le début ?', 'Alors nous nous tromperions ensemble, c’est déjà quelque chose.'],
      ['Tu entends ?', 'Oui. On dirait que cela commence.'],
      ['Qu’est-ce que tu ferais, à ma place ?', 'J’attendrais le matin, puis je ferais exactement ce que je crains.'],
    ],
    last: [
      ['Alors, on y va ?', 'On y est déjà.'],
      ['Tu reviendras demain ?', 'Demain, c’est toi qui raconteras.'],
    ],
  },
  slogans: [
    '{T}. Et soudain, tout respire.',
    '{T} : [petit par la taille, grand par l’idée|le bon moment, c’est maintenant|pour ceux qui regardent mieux].',
    'Un jour avec {t}, et l’on ne regarde plus pareil.',
    'Faites une place {a}.',
    '{T}, [simplement|naturellement|évidemment].',
  ],
  recipe: {
    lead: ['Pour quatre personnes, un peu de patience et {t}.'],
    ingredients: [
      '[une poignée|trois pincées|un bol] de [curiosité|lumière du matin|silence]',
      '[deux cuillerées|un verre|une larme] d’[huile de coude|audace|eau de pluie]',
      'un zeste de [rire|vent du large|mémoire]',
      'du sel, si le cœur vous en dit',
    ],
    steps: [
      'Faites revenir [les souvenirs|les oignons et les regrets] à feu doux, sans les brusquer.',
      'Ajoutez {t}, remuez [dans le sens des étoiles|en pensant à quelqu’un].',
      'Couvrez, et laissez reposer [le temps d’une chanson|jusqu’à ce que la nuit tombe].',
    ],
    serve: ['Servez [tiède, avec du pain|sur la plus belle assiette|à la première personne qui passe].'],
  },
  musing: {
    open: [
      'Regardez bien : {t} ne {dit/disent} rien, et pourtant tout est là.',
      'On croit connaître {t}. On se trompe de peu, mais on se trompe.',
      'Il suffit {de} pour que la journée change de couleur.',
    ],
    body: [
      'Il y a [la lumière posée dessus|le bruit que cela fait en tombant|l’odeur, surtout, qui revient d’un coup], et cette façon qu’ont les choses simples de tenir debout toutes seules.',
      'On voudrait [ralentir|s’asseoir à côté|poser une question], puis on comprend que la réponse [marche déjà devant nous|tient dans une poche|n’a jamais été pressée].',
      'Quelqu’un, un jour, y a laissé [une trace de main|un prénom|un peu de sa patience]. Cela se voit encore, de près.',
    ],
    close: [
      'Demain, peut-être, nous en reparlerons. Ce soir, il suffit de regarder.',
      'Gardez-en un morceau : c’est à cela que servent les post-it.',
    ],
  },
  summary: {
    lead: ['À retenir :', 'En trois phrases :'],
    bare: [
      '{T} : une idée, [un lieu|un geste|un moment], et ce que l’on en fait.',
      'Le point de départ tient en un mot ; le reste est affaire de patience.',
      'À retenir : commencer petit, montrer tôt, garder ce qui marche.',
    ],
  },
  sequel: {
    title: 'Suite',
    bridge: ['Plus tard, la même lumière.', 'Et puis, quelque chose reprit.', 'Mais l’histoire n’avait pas dit son dernier mot.'],
  },
  item: (index, text) => `${index}. ${text}`,
  speech: (name, text) => `${name.toUpperCase()} — ${text}`,
  signature: (name) => `— ${name}`,
};
