import type { Plot } from '@oto/schema/geometry/lattice';
import type { Key, Translate } from '../../i18n/language.ts';

export interface Whereabouts {
  readonly plot: Plot;
  /** `free`: bare paper; `map`: seen from afar. */
  readonly kind: 'mine' | 'claimed' | 'free' | 'map';
  /** Empty: not known. */
  readonly owner: string;
}

/** Where one is, in words: whose paper, and how many plots from the centre. */
export function whereaboutsText(t: Translate, { plot, kind, owner }: Whereabouts): string {
  const key: Key = kind === 'claimed' && owner !== '' ? 'place.owned' : `place.${kind}`;
  return t(key, { owner, where: whereText(t, plot) });
}

/** North is up: y grows to the south. */
export function whereText(t: Translate, { x, y }: Plot): string {
  const parts = [
    ...(x === 0 ? [] : [t(x > 0 ? 'place.east' : 'place.west', { n: Math.abs(x) })]),
    ...(y === 0 ? [] : [t(y > 0 ? 'place.south' : 'place.north', { n: Math.abs(y) })]),
  ];
  return parts.length === 0 ? t('place.centre') : parts.join(', ');
}
