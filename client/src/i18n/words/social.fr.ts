/** What people do among themselves. */
export const social = {
  'person.gone': 'Ancien membre',
  'inbox.more.one': 'et une autre personne',
  'inbox.more.other': 'et {{ n }} autres personnes',
  'inbox.about.forked': '{{ who }} en a fait une nouvelle branche.',
  'inbox.about.liked': '{{ who }} aime ce post-it.',
  'inbox.about.commented': '{{ who }} a laissé un commentaire.',
  'inbox.about.answered': '{{ who }} vous a répondu.',
  'inbox.about.mentioned': '{{ who }} parle de vous ici.',
  'inbox.about.followed': '{{ who }} vous suit.',
  'inbox.about.featured': 'Elle est au mur de la semaine.',
  'inbox.about.sponsored': '{{ who }} a mis des jetons dans le pot.',
} as const;
