import { describe, expect, it } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { FarEnd, TieRecord } from '@oto/schema/board/record';
import { mirrorFacts, plotOf } from './consequence.ts';

const home = { x: 1, y: 1 };
const atHome: FarEnd = [newId(), 1, 1, 0, 0];
const alsoAtHome: FarEnd = [newId(), 1, 1, 10, 0];
const inEast: FarEnd = [newId(), 2, 1, 5, 5];
const alsoInEast: FarEnd = [newId(), 2, 1, 6, 6];
const inWest: FarEnd = [newId(), 0, 1, 7, 7];
const key = newId();
const tie = (a: FarEnd, b: FarEnd, more: Partial<TieRecord> = {}): TieRecord => ({ v: 1, a, b, c: 2, ...more });
const mirror = (here: FarEnd, far: FarEnd, more: object = {}) => ({
  type: 'inbound',
  plot: plotOf(here),
  key,
  record: { v: 1, k: 'tie', here: here[0], far, c: 2, h: [1, 1], ...more },
});
const gone = (end: FarEnd) => ({ type: 'inbound', plot: plotOf(end), key, record: null, home: [1, 1] });

describe('the mirrors of a tie', () => {
  it('are none while it stays at home', () => {
    expect(mirrorFacts(home, key, null, tie(atHome, alsoAtHome))).toEqual([]);
    expect(mirrorFacts(home, key, tie(atHome, alsoAtHome), null)).toEqual([]);
  });

  it('stand in every other region where an end lies, whichever end it is', () => {
    expect(mirrorFacts(home, key, null, tie(atHome, inEast))).toEqual([mirror(inEast, atHome)]);
    expect(mirrorFacts(home, key, null, tie(inEast, atHome, { n: 'see' }))).toEqual([mirror(inEast, atHome, { n: 'see' })]);
    expect(mirrorFacts(home, key, null, tie(inEast, inWest))).toEqual([mirror(inEast, inWest), mirror(inWest, inEast)]);
    expect(mirrorFacts(home, key, null, tie(inEast, alsoInEast))).toEqual([mirror(inEast, alsoInEast)]);
  });

  it('move with the end, change with the tie, and say nothing twice', () => {
    expect(mirrorFacts(home, key, tie(atHome, inEast), tie(atHome, inWest))).toEqual([gone(inEast), mirror(inWest, atHome)]);
    expect(mirrorFacts(home, key, tie(atHome, inEast), tie(atHome, alsoInEast))).toEqual([mirror(alsoInEast, atHome)]);
    expect(mirrorFacts(home, key, tie(atHome, inEast), tie(atHome, inEast, { c: 5 }))).toEqual([mirror(inEast, atHome, { c: 5 })]);
    expect(mirrorFacts(home, key, tie(inEast, inWest), null)).toEqual([gone(inEast), gone(inWest)]);
    expect(mirrorFacts(home, key, tie(inEast, inWest), tie(inEast, inWest))).toEqual([]);
  });
});
