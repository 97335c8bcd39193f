/** The console, and the servers’ log. */
export const log = {
  'log.servers': 'Journal des serveurs',
} as const;
