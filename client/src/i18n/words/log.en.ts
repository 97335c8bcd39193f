import type { log as words } from './log.fr.ts';

/** The console, and the servers’ log. */
export const log: { readonly [K in keyof typeof words]: string } = {
  'log.servers': 'Servers’ log',
};
