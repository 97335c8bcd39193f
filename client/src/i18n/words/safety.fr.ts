/** Reports, blocks, decisions and appeals. */
export const safety = {
  'inbox.about.statement': 'Une décision a été prise. Lisez pourquoi, et comment la contester.',
  'inbox.about.report': 'Votre signalement a été examiné.',
  'safety.report': 'Signaler',
  'safety.block': 'Bloquer',
  'safety.unblock': 'Débloquer',
  'safety.blocked': '{name} est bloqué(e).',
  'safety.unblocked': '{name} n’est plus bloqué(e).',
} as const;
