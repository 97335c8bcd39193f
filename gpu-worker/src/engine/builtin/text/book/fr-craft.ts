import type { Craft } from './book.ts';

export const FRENCH_CRAFT: Craft = {
  ideas: {
    lead: ['{N} façons d’aborder {t+} :', 'Voici par où commencer avec {t+} :', '{N} pistes pour {t+}, de la plus sage à la plus folle :'],
    items: [
      'Inverser : et si [on faisait exactement le contraire|le public devenait l’auteur|on commençait par la fin] ?',
      'Réduire : la version qui tient [sur un post-it|en une minute|dans une poche].',
      'Croiser {d} avec [la musique|un jeu de société|une carte du quartier|la cuisine].',
      'Déplacer : [dans la rue|à l’école|sur un toit|dans un train], là où personne ne l’attend.',
      'En faire un rituel : un même geste, [chaque lundi|à chaque pleine lune|à chaque arrivée].',
      'Donner les clés : laisser [un enfant|une voisine|un inconnu] décider de la suite.',
      'Garder une trace : [un carnet commun|une photo par jour|un mur de ficelles] que chacun complète.',
      'Enlever une chose essentielle, et regarder ce qui la remplace.',
      'Écouter d’abord : [trois questions, dix personnes, un après-midi|une boîte à mots sur le comptoir|une heure de silence, carnet ouvert].',
      'Lancer un défi : [une seule couleur|aucun écran|tout avec ce qu’on a déjà].',
      'Raconter {d} [en sept objets|du point de vue d’un chat|comme un souvenir de vacances].',
      'Inviter [les plus petits à guider les plus grands|la rue d’en face|ceux qui disent toujours non].',
      'Jouer la durée : [recommencer dans un an, au même endroit|planter quelque chose|écrire une lettre à ouvrir plus tard].',
      'Tout faire [à la lumière des bougies|en marchant|sans un mot], une fois, pour voir.',
      'Chercher le détail : [l’odeur|le bruit|le premier geste] dont on se souviendra.',
      'Préparer l’échec : une version de secours, [gaie|minuscule|sous la pluie], prête d’avance.',
    ],
    close: [
      'Commencez par la plus petite : elle dira vite si les autres valent la peine.',
      'Choisissez celle qui vous fait un peu peur.',
      'Gardez-en deux, jetez le reste : c’est ainsi que l’on avance.',
    ],
  },
  plan: {
    goal: 'mener {t} à bien',
    lead: [
      'But : {goal}, sans attendre que tout soit parfait.',
      'Pour {goal}, un chemin simple en cinq temps.',
      '{Goal} : voici un ordre de marche qui tient sur un post-it.',
    ],
    phases: [
      [
        'Aujourd’hui : écrire en une phrase le résultat attendu, [et la montrer à quelqu’un|et la coller au mur].',
        'Ce soir : noter [trois envies et trois craintes|ce que l’on sait déjà faire|qui pourrait aider], sans trier.',
      ],
      [
        'Cette semaine : [montrer un brouillon à trois personnes|essayer la plus petite version possible|lister ce qu’on a déjà sous la main].',
        'D’ici dimanche : [visiter un endroit où cela existe déjà|appeler quelqu’un qui l’a fait|compter le temps et l’argent, à la louche].',
      ],
      [
        'Ensuite : fixer [une date|un lieu|une limite] et [l’annoncer à voix haute|la mettre sur le calendrier commun].',
        'Puis partager : [à chacun une tâche qu’il aime|une liste que tout le monde peut cocher|un quart d’heure tous les lundis].',
      ],
      [
        'Ce mois-ci : garder ce qui a marché deux fois, retirer le reste.',
        'À mi-chemin : [refaire le tour, à pied|demander ce qui manque|enlever une étape] avant d’ajouter quoi que ce soit.',
      ],
      [
        'À la fin : [fêter la première fois|raconter ce qu’on a appris|passer le relais], puis recommencer plus grand.',
        'Le lendemain : remercier, ranger, et noter [ce qu’on referait|l’erreur la plus utile].',
      ],
    ],
    risk: [
      'À surveiller : vouloir finir avant d’avoir montré.',
      'À surveiller : ajouter au lieu de choisir.',
      'À surveiller : la fatigue du milieu. Prévoyez un goûter.',
    ],
  },
  slogans: [
    '{D}. Et soudain, tout respire.',
    '{D} : [petit par la taille, grand par l’idée|le bon moment, c’est maintenant|pour ceux qui regardent mieux].',
    'Un jour avec {d}, et l’on ne regarde plus pareil.',
    'Faites une place {da}.',
    '{D}, [simplement|naturellement|évidemment].',
    'Rien de trop. Tout {dd}.',
    'Demain commence avec {d}.',
    'On vient pour {d}, on reste pour le reste.',
    'Avec {d}, [même le lundi sourit|la rue est plus courte|le pain est plus chaud].',
    'Et vous, qu’avez-vous fait {dd} aujourd’hui ?',
    'Plus près {dd}, plus près de vous.',
  ],
  slogansVerb: [
    '{D}. Et soudain, tout respire.',
    '{D}, [simplement|naturellement|évidemment].',
    '{D} : le bon moment, c’est maintenant.',
    '{D}, et que le lundi se débrouille.',
  ],
  explanation: {
    lead: [
      'Je suis une plume, pas une encyclopédie : je ne sais rien {de}, mais je sais comment on s’approche d’une chose.',
      'Pour comprendre {t}, je n’ai pas de savoir à vendre ; j’ai une méthode, et elle marche souvent.',
    ],
    steps: [
      'Regarder d’abord. Que voit-on {de} avant d’avoir lu quoi que ce soit ? Notez trois choses, même évidentes.',
      'Nommer ensuite. Quels mots reviennent quand on parle {de} ? Les plus fréquents cachent souvent l’idée principale.',
      'Chercher la cause. Qu’est-ce qui pousse, qu’est-ce qui freine, qu’est-ce qui revient ?',
      'Enlever une pièce. Imaginez le monde sans {t} : ce qui s’écroule en premier dit à quoi cela sert.',
      'Comparer {t} à [une horloge|une conversation|une recette|une rivière] : où l’image tient-elle, où lâche-t-elle ?',
      'Dessiner. Trois cases et deux flèches suffisent : avant, pendant, après.',
      'Raconter {t} à un enfant, en une minute, sans mot savant. Là où l’on bafouille, il reste à apprendre.',
      'Vérifier. Deux sources qui ne se connaissent pas valent mieux qu’une seule qui crie.',
    ],
    close: [
      'La question à garder pour demain : [qu’est-ce qui me ferait changer d’avis ?|qui le sait mieux que moi ?|que manque-t-il au dessin ?]',
      'Et si l’on n’a compris que la moitié, on a déjà de quoi poser la bonne question.',
    ],
  },
  recipe: {
    lead: [
      'Pour quatre personnes, un peu de patience et {t+}.',
      '{D} : préparation une heure, cuisson toute la vie.',
      'Pour réussir {t+}, il faut peu de choses, mais il les faut vraies.',
    ],
    ingredients: [
      [
        '[une poignée|trois pincées|un bol] de [curiosité|lumière du matin|silence]',
        '[un panier|une brassée] de [souvenirs frais|questions simples]',
      ],
      ['[deux cuillerées|un verre|une larme] d’[huile de coude|audace|eau de pluie]', 'un grand verre de [temps libre|rires]'],
      ['un zeste de [rire|vent du large|mémoire]', 'une gousse de [malice|patience]'],
      ['du sel, si le cœur vous en dit', 'du poivre, avec tact'],
    ],
    steps: [
      [
        'Faites revenir [les souvenirs|les oignons et les regrets] à feu doux, sans les brusquer.',
        'Lavez la matinée à grande eau, et coupez-la en tranches fines.',
      ],
      [
        'Ajoutez {t}, remuez [dans le sens des étoiles|en pensant à quelqu’un].',
        'Versez {t} d’un seul geste : {il} n’{aime/aiment} pas attendre.',
      ],
      [
        'Couvrez, et laissez reposer [le temps d’une chanson|jusqu’à ce que la nuit tombe].',
        'Goûtez souvent ; corrigez avec une pincée de doute.',
      ],
    ],
    serve: [
      'Servez [tiède, avec du pain|sur la plus belle assiette|à la première personne qui passe].',
      'Se mange [debout, à deux|en silence, puis en riant] ; se garde rarement.',
    ],
    dishes: [
      {
        name: /\btartes?\b|\bquiches?\b/,
        usual: 'des fruits de saison',
        lead: ['Pour six parts. Un quart d’heure de mains, quarante minutes de four.'],
        ingredients: [
          'une pâte brisée ou feuilletée',
          '{with}, de quoi couvrir le moule',
          'un œuf et trois cuillerées de crème',
          'deux cuillerées de sucre pour le sucré, une pincée de sel pour le salé',
        ],
        steps: [
          'Chauffez le four à 190 °C. Étalez la pâte dans le moule, piquez le fond à la fourchette.',
          'Préparez {with} en tranches fines, rangez-les en écailles, du bord vers le milieu.',
          'Battez l’œuf et la crème, sucrez ou salez, versez.',
          'Enfournez [35|40] minutes, jusqu’à ce que le bord soit doré et que la cuisine sente bon.',
        ],
        serve: ['Laissez tiédir dix minutes : c’est le plus difficile.'],
      },
      {
        name: /\bgateaux?\b|\bcakes?\b|\bmuffins?\b|\bquatre-quarts\b/,
        usual: 'le zeste d’un citron',
        lead: ['Pour huit gourmands. Dix minutes de préparation, quarante de patience.'],
        ingredients: ['trois œufs', '150 g de sucre, 150 g de farine, 120 g de beurre fondu', 'un sachet de levure', '{with}'],
        steps: [
          'Chauffez le four à 180 °C, beurrez un moule.',
          'Fouettez les œufs et le sucre jusqu’à ce qu’ils blanchissent ; ajoutez le beurre, puis la farine et la levure.',
          'Mélangez {with} en trois tours de cuillère, pas davantage.',
          'Enfournez 35 à 40 minutes : une lame plantée au cœur doit ressortir sèche.',
        ],
        serve: ['Démoulez tiède ; la première part est à qui a fait la vaisselle.'],
      },
      {
        name: /\bsoupes?\b|\bveloutes?\b|\bpotages?\b|\bbouillons?\b/,
        usual: 'des légumes du moment',
        lead: ['Pour quatre bols et un soir de pluie.'],
        ingredients: ['un oignon, une gousse d’ail', '{with}, environ 800 g', 'un litre de bouillon', 'un peu de crème, du poivre'],
        steps: [
          'Faites fondre l’oignon dans un fil d’huile, à feu doux, cinq minutes.',
          'Ajoutez {with} en morceaux, remuez, couvrez de bouillon.',
          'Laissez frémir vingt-cinq minutes, couvercle entrouvert.',
          'Mixez, goûtez, salez à la fin seulement.',
        ],
        serve: ['Servez brûlant, avec du pain grillé et un peu de temps.'],
      },
      {
        name: /\bsalades?\b/,
        usual: 'ce que le marché a de plus frais',
        lead: ['Pour quatre, en un quart d’heure, sans allumer le four.'],
        ingredients: ['{with}', 'une poignée d’herbes', 'trois cuillerées d’huile d’olive, une de vinaigre', 'des noix, pour le bruit'],
        steps: [
          'Lavez, séchez, coupez sans trop de régularité.',
          'Fouettez le vinaigre et le sel d’abord, l’huile ensuite.',
          'Mélangez {with} et les herbes à la main, au dernier moment.',
        ],
        serve: ['Servez aussitôt : une salade n’a pas de mémoire.'],
      },
      {
        name: /\bcrepes?\b|\bpancakes?\b|\bgalettes?\b|\bgaufres?\b/,
        usual: 'du sucre et du citron',
        lead: ['Pour une quinzaine, dont la première, ratée, qui porte chance.'],
        ingredients: [
          '250 g de farine, trois œufs',
          'un demi-litre de lait',
          'une pincée de sel, une noix de beurre fondu',
          '{with}, pour garnir',
        ],
        steps: [
          'Creusez un puits dans la farine, cassez-y les œufs, versez le lait peu à peu en fouettant.',
          'Ajoutez le beurre et le sel ; laissez reposer une demi-heure.',
          'Poêle très chaude, à peine graissée : une louche, une minute de chaque côté.',
          'Garnissez avec {with}, pliez, recommencez.',
        ],
        serve: ['Se mange debout, près de la poêle.'],
      },
      {
        name: /\bpains?\b|\bbrioches?\b|\bfocaccias?\b/,
        usual: 'un peu de farine de plus, pour les mains',
        lead: ['Pour une belle miche. Peu de travail, beaucoup d’attente.'],
        ingredients: ['500 g de farine', '320 g d’eau tiède', '10 g de sel, un sachet de levure de boulanger', '{with}'],
        steps: [
          'Mélangez la farine, l’eau et la levure ; laissez vingt minutes tranquilles.',
          'Ajoutez le sel, pétrissez dix minutes, jusqu’à ce que la pâte soit douce comme une oreille.',
          'Laissez doubler sous un torchon, deux heures ; façonnez sans écraser.',
          'Encore quarante minutes de repos, puis 35 minutes à 230 °C, avec un bol d’eau dans le four.',
        ],
        serve: ['Attendez qu’il refroidisse. Personne n’y arrive.'],
      },
    ],
  },
};
