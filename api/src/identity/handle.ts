/** Handles that would read as an address or an authority of the site. */
const RESERVED = new Set([
  'admin',
  'api',
  'oto',
  'operator',
  'support',
  'team',
  'docs',
  'media',
  'events',
  'worker',
  'system',
  'former-member',
]);
const LENGTH_MAX = 24;

/** The start of a handle for a name: plain letters, digits and dashes. "Zoé Élan" gives "zoe-elan". */
export function handleBase(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH_MAX)
    .replaceAll(/^-+|-+$/g, '');
  return plain.length >= 2 && !RESERVED.has(plain) ? plain : 'membre';
}

/** Handles to try, best first: the plain one, then small numbers, then random ones without end. */
export function* handleCandidates(name: string, random: () => string): Generator<string> {
  const base = handleBase(name);
  if (base !== 'membre') yield base;
  for (let n = 2; n <= 9; n++) yield `${base}-${n}`;
  for (;;) yield `${base}-${random().slice(0, 5)}`;
}
