import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import type { NoteRecord, PlaceRecord, TieRecord } from '@oto/schema/board/record';
import type { HistoryLayout } from '@oto/schema/contract/history';
import { changesTo, type Today } from './rewind.ts';
import { Desk, SharedPlots } from './testing/shared-plots.ts';

const IDS = Array.from({ length: 6 }, () => newId());
const OWNER = newId();
const FAR = newId();
const PLOT = { x: 0, y: 0 };
const noteOf = (i: number): NoteRecord => ({ v: 1, k: 'text', s: [i * 250, 0, 10], o: OWNER });
const end = (id: Id): TieRecord['a'] => [id, 0, 0, IDS.indexOf(id) * 250, 0];

const some = fc.subarray(IDS);
const place = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), fc.constant(0), fc.nat(9));
const tie = fc
  .record({ a: fc.constantFrom(...IDS), b: fc.constantFrom(...IDS, FAR), c: fc.nat(7), n: fc.constantFrom(undefined, 'name') })
  .map(({ a, b, c, n }): TieRecord => ({ v: 1, a: end(a), b: b === FAR ? [FAR, 5, 5, 0, 0] : end(b), c, ...(n ? { n } : {}) }));
const ties = fc.dictionary(fc.constantFrom('k1', 'k2', 'k3', 'k4'), tie);
const state = fc
  .record({ ids: some, places: fc.array(place, { minLength: 6, maxLength: 6 }), moved: some, ties })
  .map(({ ids, places, moved, ties: all }) => ({
    notes: Object.fromEntries(ids.map((id) => [id, noteOf(IDS.indexOf(id))])),
    places: Object.fromEntries(
      moved.filter((id) => ids.includes(id)).map((id) => [id, places[IDS.indexOf(id)] ?? ([0, 0, 0, 0] as PlaceRecord)]),
    ),
    ties: Object.fromEntries(
      Object.entries(all).filter(([, { a, b }]) => ids.includes(a[0]) && (b[0] === FAR || ids.includes(b[0])) && a[0] !== b[0]),
    ),
  }));
type State = typeof state extends fc.Arbitrary<infer S> ? S : never;

const layoutOf = (then: State): HistoryLayout => ({ moment: '7', at: 7, ...then });
function deskOf(now: State): Desk {
  return new Desk(
    new SharedPlots([PLOT], (_, region) => {
      for (const [id, note] of Object.entries(now.notes)) region.notes.set(id, note);
      for (const [id, where] of Object.entries(now.places)) region.places.set(id, where);
      for (const [key, one] of Object.entries(now.ties)) region.ties.set(key, one);
    }),
  );
}
function todayOf(desk: Desk): Today {
  const region = desk.view.region('0,0');
  if (!region) throw new Error('not loaded');
  return region;
}
/** What is on screen of notes that were there then: places and strings. */
function picture(desk: Desk, of: readonly string[]): unknown {
  const notes = of.map((id) => {
    const { x, y, rot, z } = desk.scene.notes.get(id) ?? { x: 0, y: 0, rot: 0, z: 0 };
    return [id, x, y, rot, z];
  });
  return [notes, desk.shown()];
}

describe('rewind', () => {
  test('restoring writes what was shown as the past, is undone as one, and asked again has nothing left to do', () => {
    fc.assert(
      fc.property(state, state, (now, then) => {
        const desk = deskOf(now);
        const before = picture(desk, Object.keys(now.notes));
        const both = Object.keys(now.notes).filter((id) => id in then.notes);
        desk.view.showPast(PLOT, layoutOf(then));
        const shown = picture(desk, both);
        desk.view.showPast(PLOT, null);
        expect(picture(desk, Object.keys(now.notes))).toEqual(before);
        const changes = changesTo(todayOf(desk), layoutOf(then));
        expect(desk.work.do(changes)).toBe(changes.length);
        expect(picture(desk, both)).toEqual(shown);
        expect(changesTo(todayOf(desk), layoutOf(then))).toEqual([]);
        desk.work.undo();
        expect(picture(desk, Object.keys(now.notes))).toEqual(before);
        expect(desk.skipped).toEqual([]);
      }),
      { seed: 51, numRuns: 200 },
    );
  });

  test('notes that came since are dimmed and stay where they are; live changes wait unseen', () => {
    const [a, b, c] = IDS as [Id, Id, Id];
    const now: State = { notes: { [a]: noteOf(0), [b]: noteOf(1) }, places: { [a]: [9, 9, 0, 1], [b]: [600, 0, 0, 2] }, ties: {} };
    const desk = deskOf(now);
    desk.view.showPast(PLOT, layoutOf({ notes: { [a]: noteOf(0) }, places: {}, ties: {} }));
    expect(desk.scene.past.get('0,0')).toBe(true);
    expect(desk.scene.notes.get(a)).toMatchObject({ x: 0, y: 0, z: 0 });
    expect(desk.scene.notes.get(b)).toMatchObject({ x: 600, y: 0, dimmed: true });
    expect(desk.ties.tie(a, b, 0)).toBeNull();
    desk.view.hold(a, { x: 50, y: 0 });
    const {
      places,
      ties: strings,
      notes,
    } = (() => {
      const maps = desk.docs.get('0,0');
      if (!maps) throw new Error('not open');
      return { places: maps.getMap('places'), ties: maps.getMap('ties'), notes: maps.getMap('notes') };
    })();
    places.set(a, [300, 300, 0, 5]);
    strings.set('k', { v: 1, a: end(a), b: end(b), c: 0 });
    notes.set(c, noteOf(2));
    expect(desk.scene.notes.get(a)).toMatchObject({ x: 0, y: 0 });
    expect(desk.scene.notes.get(c)).toMatchObject({ dimmed: true });
    expect(desk.shown()).toEqual([]);
    desk.view.showPast(PLOT, null);
    expect(desk.scene.past.get('0,0')).toBe(false);
    expect(desk.scene.notes.get(a)).toMatchObject({ x: 300, y: 300 });
    expect(desk.scene.notes.get(c)?.dimmed).toBeUndefined();
    expect(desk.shown()).toHaveLength(1);
  });

  test('a plot that opens while it is shown as it was opens so', () => {
    const [a] = IDS as [Id];
    const desk = deskOf({ notes: { [a]: noteOf(0) }, places: { [a]: [500, 0, 0, 1] }, ties: {} });
    desk.close('0,0');
    desk.view.showPast(PLOT, layoutOf({ notes: { [a]: noteOf(0) }, places: {}, ties: {} }));
    desk.open(PLOT);
    expect(desk.scene.notes.get(a)).toMatchObject({ x: 0 });
    expect(desk.scene.past.get('0,0')).toBe(true);
  });

  test('a tie whose note in this plot has gone is not tied again', () => {
    const [a, b] = IDS as [Id, Id];
    const desk = deskOf({ notes: { [a]: noteOf(0) }, places: {}, ties: {} });
    const then: State = { notes: { [a]: noteOf(0) }, places: {}, ties: { k: { v: 1, a: end(a), b: end(b), c: 0 } } };
    expect(changesTo(todayOf(desk), layoutOf(then))).toEqual([]);
  });
});
