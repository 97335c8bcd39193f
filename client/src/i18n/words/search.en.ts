import type { search as words } from './search.fr.ts';

/** Search. */
export const search: { readonly [K in keyof typeof words]: string } = {
  'search.title': 'Search',
  'search.open': 'Search or do something',
  'search.command.create': 'Create something',
  'search.command.home': 'Go to my plot',
  'search.command.centre': 'Go to the centre of the world',
  'search.command.map': 'See the whole world, or come back',
  'search.command.back': 'Back to the place before',
  'search.command.forward': 'On to the next place',
  'search.command.undo': 'Undo my last move',
  'search.command.redo': 'Redo',
};
