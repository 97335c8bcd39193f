/** Reports, blocks, decisions and appeals. */
export const safety = {
  'inbox.about.statement': 'Une décision a été prise. Lisez pourquoi, et comment la contester.',
  'inbox.about.report': 'Votre signalement a été examiné.',
} as const;
