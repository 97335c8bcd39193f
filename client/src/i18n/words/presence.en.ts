import type { presence as words } from './presence.fr.ts';

/** Who is here, and showing the way. */
export const presence: { readonly [K in keyof typeof words]: string } = {
  'presence.title': 'Who is here',
};
