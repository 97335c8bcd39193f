import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { AtlasRecord } from '@oto/schema/board/record';
import { plotKey } from '@oto/schema/geometry/lattice';
import { KnownClaims, TILES_REMEMBERED } from './known-claims.ts';

const claim = (n: number): AtlasRecord => ({ v: 1, o: newId(), e: 1, n, t: 0, p: 'open' });

function listening() {
  const told: string[] = [];
  const known = new KnownClaims((plot, record) => told.push(`${plotKey(plot)} ${record?.n ?? 'gone'}`));
  return { known, told };
}

test('tells each claim as it comes, changes and goes, and all of a tile that is left', () => {
  const { known, told } = listening();
  const atlas = new Map([
    ['1,2', claim(3)],
    ['1,3', claim(4)],
  ]);
  known.changed('0,0', ['1,2', '1,3'], atlas);
  atlas.delete('1,3');
  known.changed('0,0', ['1,3', '9,9'], atlas);
  known.left('0,0', atlas);
  expect(told).toEqual(['1,2 3', '1,3 4', '1,3 gone', '1,2 gone']);
});

test('an atlas read anew takes up where it was left', () => {
  const { known, told } = listening();
  known.changed(
    '0,0',
    ['1,2', '1,3'],
    new Map([
      ['1,2', claim(3)],
      ['1,3', claim(4)],
    ]),
  );
  const anew = new Map([['1,2', claim(5)]]);
  known.changed('0,0', ['1,2'], anew);
  known.whole('0,0', anew);
  expect(told.slice(2)).toEqual(['1,2 5', '1,3 gone']);
});

test('remembers the claims of tiles that were left, the latest of them', () => {
  const { known } = listening();
  for (let x = 0; x <= TILES_REMEMBERED; x++) known.left(`${x},0`, new Map([[`${x * 16},0`, claim(x)]]));
  expect(known.remembered('0,0', '0,0')).toBeUndefined();
  expect(known.remembered('1,0', '16,0')?.n).toBe(1);
  expect(known.remembered('1,0', '17,0')).toBeUndefined();
});
