import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atlasName, parseDocumentName, regionName } from './document-name.ts';

const coordinate = fc.integer({ min: -999_999, max: 999_999 });

it('reads every name it writes', () => {
  fc.assert(
    fc.property(coordinate, coordinate, fc.integer({ min: 1, max: 999_999 }), (x, y, epoch) => {
      expect(parseDocumentName(regionName({ x, y }, epoch))).toEqual({ kind: 'region', plot: { x, y }, epoch });
      expect(parseDocumentName(atlasName({ x, y }, epoch))).toEqual({ kind: 'atlas', tile: { x, y }, epoch });
    }),
    { seed: 6 },
  );
});

it('refuses every other spelling', () => {
  const bad = [
    '',
    'region/1,2',
    'region/01,2.1',
    'region/-0,2.1',
    'region/1,2.0',
    'region/1,2.01',
    'region/1,2.1 ',
    'board/1,2.1',
    'region/1,2.1\n',
  ];
  for (const name of bad) expect(parseDocumentName(name)).toBeNull();
});
