import type { profile as words } from './profile.fr.ts';

/** Members’ pages, and jars. */
export const profile: { readonly [K in keyof typeof words]: string } = {
  'profile.title': 'Page of {{ name }}',
};
