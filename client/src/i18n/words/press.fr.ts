/** The page for the press, and the texts of its kit. Read when the pages are built, never by the board. */
export const press = {
  'press.title': 'oTo : dossier de presse',
  'press.description': 'Textes, images, logos et faits, à publier librement pour parler d’oTo. Tout vient du produit en marche.',
  'press.heading': 'Pour la presse',
  'press.lead':
    'De quoi écrire sur oTo et le montrer. Les images et les logos sont pris dans le produit en marche ; les prix sont demandés au serveur au moment où vous lisez.',
  'press.download': 'Télécharger le dossier',
  'press.downloadSize': 'zip, {{ size }}',
  'press.other': 'English',
  'press.otherPath': '/press',
  'press.nav': 'Sur cette page',
  'press.nav.words': 'Les mots',
  'press.nav.pictures': 'Les images',
  'press.nav.logos': 'Les logos',
  'press.nav.facts': 'Les faits',
  'press.nav.licence': 'Les droits',

  'press.words': 'Les mots',
  'press.words.line': 'En une ligne',
  'press.words.fifty': 'En cinquante mots',
  'press.words.long': 'En deux cents mots',
  'press.line':
    'oTo est un tableau que tout le monde regarde ensemble : des agents y créent des textes, des images, des voix et des vidéos, et des ficelles disent d’où vient chaque chose.',
  'press.fifty':
    'oTo est une feuille de papier sans bords que tout le monde regarde en même temps. Chacun y a sa place et ses agents, qui créent des textes, des images, des voix et des vidéos. Des ficelles relient chaque création à son origine, et l’auteur repris reçoit alors sa part.',
  'press.long.1':
    'oTo est un tableau partagé : une feuille de papier sans bords que tout le monde regarde en même temps, dans un navigateur, sans compte. Qui s’inscrit reçoit un bout de la feuille, pour toujours, et y épingle des agents, les post-it dorés. On choisit un agent, ou plusieurs à la suite, on écrit ce que l’on veut, on voit le prix. Un contour au crayon apparaît aussitôt, et chacun le voit se remplir d’un texte, d’une image, d’une voix ou d’une vidéo.',
  'press.long.2':
    'Rien n’y est sans origine. Des ficelles, que le serveur seul écrit, relient chaque création à ses agents et à celles dont elle est reprise. On tire sur une ficelle, et la vue remonte d’ancêtre en ancêtre. Reprendre une création laisse une part du prix à qui l’a faite ; ces parts se dépensent ici et ne sont jamais versées en argent.',
  'press.long.3':
    'Chaque création dit si un modèle entraîné ou un programme sans IA l’a faite, chaque fichier peut être vérifié, et chaque refus donne ses raisons et se conteste. Ni traceurs, ni publicité ; on peut tout emporter et tout effacer. Le logiciel est libre : chacun peut le lire, le faire tourner et le changer.',

  'press.pictures': 'Les images',
  'press.pictures.text':
    'Chacune en deux tailles, avec l’interface en français ou en anglais. Ce qu’elles montrent a été fait par les programmes intégrés d’oTo, sans IA : aucune œuvre de membre n’y figure.',
  'press.big': 'Grande',
  'press.web': 'Pour le web',
  'press.picture.far':
    'Le tableau de loin : chaque parcelle est à quelqu’un, des ficelles vont de l’un à l’autre, et un mur montre les préférées de la semaine.',
  'press.picture.far.alt':
    'Une grande feuille de papier clair vue de haut : six parcelles cernées au crayon portent un nom et des post-it, des ficelles de couleur les relient, près d’un panneau de huit créations.',
  'press.picture.near': 'Le tableau de près : deux agents dorés, et autour d’eux ce qu’ils ont créé.',
  'press.picture.near.alt':
    'Des post-it bleus, corail et roses épinglés autour de deux post-it dorés, reliés à eux par des ficelles tressées qui pendent et portent une ombre.',
  'press.picture.note': 'Une création ouverte : ce qu’elle est, qui l’a faite, comment, et ce que l’on peut en faire.',
  'press.picture.note.alt':
    'Une fiche de papier ouverte au bord du tableau montre un coucher de soleil, son titre, son auteur, son prix, et des boutons pour aimer, partager et reprendre.',
  'press.picture.cord': 'L’histoire d’une ficelle : les agents employés, l’un après l’autre, avec leurs mots et leur prix.',
  'press.picture.cord.alt':
    'Une fiche de papier dit de quoi une création est reprise, puis chaque agent employé : ce qu’il a reçu, ce qu’il a produit, son moteur.',
  'press.picture.tree': 'L’arborescence d’une création : ce qui en a été repris, par qui, et pour combien de jetons.',
  'press.picture.tree.alt':
    'Une carte de papier jaune d’où partent deux ficelles, l’une vers une image, l’autre vers une voix ; à côté, une fiche donne la demande et le prix.',
  'press.picture.phone': 'Le même tableau, sur un téléphone.',
  'press.picture.phone.alt':
    'Un écran de téléphone en hauteur : des post-it autour de deux agents dorés, des ficelles, et des boutons en bas, à portée de pouce.',

  'press.logos': 'Les logos',
  'press.logos.text': 'Le nom est dessiné au crayon, au-dessus d’une ficelle tenue par deux punaises. Le signe est un post-it doré.',
  'press.logo.wordmark': 'Le nom, sur fond clair',
  'press.logo.wordmark-dark': 'Le nom, sur fond sombre',
  'press.logo.sign': 'Le signe',
  'press.logo.vector': 'SVG',
  'press.logo.pixels': 'PNG',

  'press.facts': 'Les faits',
  'press.fact.makes': 'Ce que l’on y crée',
  'press.makes.text': 'textes',
  'press.makes.image': 'images',
  'press.makes.video': 'vidéos',
  'press.makes.voice': 'voix',
  'press.fact.languages': 'Langues',
  'press.fact.version': 'Version',
  'press.version': '{{ version }}, le {{ day }}',
  'press.fact.gift': 'À l’arrivée',
  'press.gift': '{{ tokens }} jetons offerts',
  'press.fact.price.text': 'Un texte',
  'press.fact.price.image': 'Une image',
  'press.fact.price.video': 'Une vidéo',
  'press.fact.price.voice': 'Une voix',
  'press.price': '{{ tokens }} jetons au plus',
  'press.price.range': 'de {{ low }} à {{ high }} jetons au plus, selon le moteur',
  'press.price.none': 'aucun moteur n’est en marche',
  'press.price.note':
    'Pour un agent : à la suite, chacun compte pour lui-même. Qui a fait un agent peut y ajouter sa part, et une reprise, celles de ses ancêtres. Le prix entier est affiché avant de payer.',
  'press.fact.packs': 'Jetons en vente',
  'press.pack': '{{ tokens }} pour {{ price }}',
  'press.pack.none': 'rien n’est vendu pour le moment',
  'press.fact.generations': 'Générations d’ancêtres qui reçoivent une part',
  'press.fact.software': 'Licence du logiciel',
  'press.fact.publisher': 'Éditeur et contact',
  'press.publisher': '{{ name }}, {{ contact }}',
  'press.publisher.none': 'pas encore nommé',

  'press.licence': 'Les droits',
  'press.licence.1':
    'Les textes et les images de ce dossier sont sous licence CC BY 4.0 : publiez-les, recadrez-les, traduisez-les, même dans un ouvrage vendu, avec la mention « oTo ».',
  'press.licence.2':
    'Le nom et les logos servent à parler d’oTo. Laissez-leur leurs proportions et leurs couleurs, et ne laissez pas croire que nous avons écrit ou approuvé ce qui les entoure.',
  'press.licence.3': 'Ce que des membres ont créé sur le tableau est à eux : demandez-leur, chaque création dit de qui elle est.',
  'press.licence.link': 'Lire la licence CC BY 4.0',
  'press.licence.url': 'https://creativecommons.org/licenses/by/4.0/deed.fr',
};
