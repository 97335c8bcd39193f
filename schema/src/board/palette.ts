import type { Kind } from './kind.ts';

/** sRGB. Gold is for agents alone; a creation's colour follows its kind. */
export const NOTE_COLOUR: { readonly [K in Kind]: string } = {
  text: '#FFEC8C',
  image: '#8CC8F5',
  video: '#FF8A76',
  voice: '#F8A4C4',
};

/** Of a note that was taken down and stays for its forks. */
export const GONE_COLOUR = '#CFCBC4';

/** Cords take their agent's colour; an agent stores the index. The last is graphite, for forks. */
export const CORD_COLOURS = ['#C83430', '#2660B4', '#288C5C', '#E29624', '#7846AA', '#0F8B8D', '#B5478B', '#6B7A1F'] as const;
export const FORK_COLOUR = '#55524F';
