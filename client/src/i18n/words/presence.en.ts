import type { presence as words } from './presence.fr.ts';

/** Who is here, and showing the way. */
export const presence: { readonly [K in keyof typeof words]: string } = {
  'presence.title': 'Who is here',
  'presence.follow': 'Look where {{ name }} looks',
  'presence.unfollow': 'Stop following {{ name }}',
  'presence.wave': 'Wave at {{ name }}',
  'presence.waveAll': 'Wave at everybody',
  'presence.waved': '{{ name }} waves at you',
  'presence.waveBack': 'Wave back',
  'presence.followsYou': 'looks where you look',
  'presence.watcher': 'Join to be seen, to follow somebody’s view and to wave.',
  'presence.following': 'You are looking with {{ name }}',
  'presence.followingHint': 'Move the board to look for yourself again.',
  'presence.stop': 'Stop',
  'presence.moved': 'You no longer follow {{ name }}',
  'presence.gone': '{{ name }} is gone',
  'presence.followers.one': '{{ names }} is looking with you',
  'presence.followers.other': '{{ names }} are looking with you',
  'presence.laser': 'Laser pencil',
  'presence.laserHint': 'Show: press and draw. Nothing is kept.',
  'presence.laserEnd': 'Put the laser pencil away',
};
