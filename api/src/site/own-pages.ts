import { LIVE_PAGE } from '../http/paths.ts';

/** Pages without the board, by address: files of the built client, as they are. */
export const OWN_PAGES = {
  '/verify': 'verify.html',
  '/terms': 'terms.html',
  '/privacy': 'terms.html',
  [LIVE_PAGE]: 'live.html',
  '/nouveautes': 'nouveautes.html',
  '/whats-new': 'whats-new.html',
} as const;
