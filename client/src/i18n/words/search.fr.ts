/** Search. */
export const search = {
  'search.title': 'Chercher',
  'search.open': 'Chercher ou faire',
  'search.command.create': 'Créer quelque chose',
  'search.command.home': 'Aller à ma parcelle',
  'search.command.centre': 'Aller au centre du monde',
  'search.command.map': 'Voir le monde entier, ou en revenir',
  'search.command.back': 'Revenir au lieu d’avant',
  'search.command.forward': 'Aller au lieu suivant',
  'search.command.undo': 'Annuler mon dernier geste',
  'search.command.redo': 'Refaire',
} as const;
