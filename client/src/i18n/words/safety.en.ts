import type { safety as words } from './safety.fr.ts';

/** Reports, blocks, decisions and appeals. */
export const safety: { readonly [K in keyof typeof words]: string } = {
  'inbox.about.statement': 'A decision was taken. Read why, and how to appeal.',
  'inbox.about.report': 'Your report was examined.',
  'safety.report': 'Report',
  'safety.block': 'Block',
  'safety.unblock': 'Unblock',
  'safety.blocked': '{name} is blocked.',
  'safety.unblocked': '{name} is no longer blocked.',
};
