import type { release as words } from './release.fr.ts';

/** A new version of the page, and pages that are too old. */
export const release: { readonly [K in keyof typeof words]: string } = {
  'release.new': 'A new version is here',
  'release.text': 'Reload when you like: you will be at the same place.',
  'release.reload': 'Reload',
  'release.later': 'Later',
  'release.words': 'Some words you wrote have not been sent yet: reloading would erase them.',
  'release.anyway': 'Reload all the same',
  'release.saving.one': '{{ n }} move is still being saved, then the page reloads.',
  'release.saving.other': '{{ n }} moves are still being saved, then the page reloads.',
  'release.old': 'This page is too old',
  'release.oldText': 'oTo has changed to a new version, and this page can no longer talk to it. Reload it to go on at the same place.',
  'release.kept':
    'oTo has changed to a new version, and this page can no longer talk to it. What you have just done is kept on this device and will be sent once you reload.',
  'release.lost':
    'oTo has changed to a new version, and this page can no longer talk to it. This browser keeps nothing: what is not saved will have to be done again.',
};
