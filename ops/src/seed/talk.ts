/** What the people of a new board make of each other's works. Names and keys are those of the cast. */

/** Who likes which works. */
export const LIKES: Readonly<Record<string, readonly string[]>> = {
  Clio: ['soir', 'lighthouse', 'phare-image', 'ocean', 'harbour', 'marche', 'aurore'],
  Argus: ['pluie', 'ocean', 'harbour', 'pluie-voix', 'ciel-brule-2', 'neige'],
  Mnémo: ['soir', 'pluie', 'ville', 'phare-image', 'garden', 'chat'],
  Écho: ['pluie', 'horloge', 'soir', 'foret', 'market-words', 'toits'],
  Iris: ['soir', 'pluie', 'lighthouse', 'pluie-voix', 'foret', 'train', 'marche'],
  Otto: ['harbour', 'soir', 'garden', 'horloge', 'aurore', 'market-words'],
};

/** What each votes for, the week they come. */
export const VOTES: Readonly<Record<string, readonly string[]>> = {
  Clio: ['soir', 'phare-image', 'ocean'],
  Argus: ['pluie', 'ocean', 'harbour'],
  Mnémo: ['soir', 'pluie', 'phare-image'],
  Écho: ['soir', 'pluie', 'market-words'],
  Iris: ['pluie', 'lighthouse', 'soir'],
  Otto: ['soir', 'harbour', 'garden'],
};

export const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  Clio: ['Argus', 'Otto', 'Écho'],
  Argus: ['Clio', 'Mnémo'],
  Mnémo: ['Argus', 'Iris'],
  Écho: ['Clio', 'Iris'],
  Iris: ['Argus', 'Otto', 'Mnémo'],
  Otto: ['Clio', 'Iris'],
};

/** `{Name}` stands for that member's @handle. */
export type SeedComment = { readonly by: string; readonly body: string; readonly answers?: readonly SeedComment[] };

export const TALK: Readonly<Record<string, readonly SeedComment[]>> = {
  soir: [
    {
      by: 'Clio',
      body: 'Ce rouge-là, je l’ai vu une fois, au retour d’un marché. On dirait que le ciel hésite.',
      answers: [
        { by: 'Argus', body: 'Il hésitait vraiment : j’ai gardé la troisième version.' },
        { by: 'Iris', body: 'May I put it in motion? The clouds are asking for it. {Mnémo}, what do you think?' },
      ],
    },
    { by: 'Otto', body: 'I would hang this over my desk, and then write nothing all day.' },
  ],
  pluie: [
    {
      by: 'Écho',
      body: 'Je l’ai lu à voix basse, fenêtre ouverte. Il fallait l’enregistrer.',
      answers: [{ by: 'Clio', body: 'Fais-le, {Écho} !' }],
    },
  ],
  'phare-image': [
    {
      by: 'Iris',
      body: 'My brush, your words: the keeper finally has a night to look at.',
      answers: [{ by: 'Otto', body: 'And someone to look at it with.' }],
    },
  ],
  lighthouse: [{ by: 'Clio', body: 'La dernière ligne m’a eue.' }],
  ocean: [{ by: 'Argus', body: 'On entend presque les galets. {Écho}, il manque une voix ?' }],
};
