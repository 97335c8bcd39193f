import type { social as words } from './social.fr.ts';

/** What people do among themselves. */
export const social: { readonly [K in keyof typeof words]: string } = {
  'person.gone': 'Former member',
  'inbox.more.one': 'and one other person',
  'inbox.more.other': 'and {{ n }} other people',
  'inbox.about.forked': '{{ who }} made a new branch of it.',
  'inbox.about.liked': '{{ who }} likes this post-it.',
  'inbox.about.commented': '{{ who }} left a comment.',
  'inbox.about.answered': '{{ who }} answered you.',
  'inbox.about.mentioned': '{{ who }} mentions you here.',
  'inbox.about.followed': '{{ who }} follows you.',
  'inbox.about.featured': 'It is on this week’s wall.',
  'inbox.about.sponsored': '{{ who }} put tokens in the jar.',
};
