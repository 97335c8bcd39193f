import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@oto/schema/base/id';
import type { FarEnd, TieRecord } from '@oto/schema/board/record';
import { regionOf, REGION_ROOTS } from '@oto/schema/board/roots';
import { noteOf } from '../testing/note.ts';
import { freshRegion, isOvergrown, SMALL_BYTES } from './fresh.ts';

const HERE = { x: 2, y: 3 };
const owner = newId();
const ids = Array.from({ length: 8 }, () => newId());
const id = fc.constantFrom(...ids);
const end = fc.tuple(id, fc.boolean()).map(([note, near]): FarEnd => [note, near ? HERE.x : 9, HERE.y, 1, 2]);
const tie = fc.record({ v: fc.constant(1 as const), a: end, b: end, c: fc.nat(15) }, { noNullPrototype: true });
const edit = fc.oneof(
  fc.record({ root: fc.constant('notes' as const), key: id, value: fc.nat(15).map((c) => noteOf(owner, { c })) }),
  fc.record({ root: fc.constant('places' as const), key: id, value: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9)) }),
  fc.record({ root: fc.constant('ties' as const), key: id, value: tie }),
  fc.record({
    root: fc.constant('inbound' as const),
    key: id,
    value: end.map((far) => ({ v: 1 as const, k: 'tie' as const, here: ids[0], far, c: 1 })),
  }),
  fc.record({ root: fc.constantFrom('notes' as const, 'places' as const, 'ties' as const), key: id, value: fc.constant(null) }),
);

describe('a fresh region', () => {
  it('keeps every live record exactly and leaves every orphan behind', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(edit, fc.nat(2)), { maxLength: 80 }), (edits) => {
        const doc = new Y.Doc();
        doc.getMap('claim').set('c', { v: 1, o: owner, p: 'open', t: 3 });
        for (const [{ root, key, value }, client] of edits) {
          doc.clientID = client + 1;
          if (value === null) doc.getMap(root).delete(key);
          else doc.getMap(root).set(key, value);
        }
        const before = regionOf(doc);
        const after = new Y.Doc();
        const fresh = freshRegion(Y.encodeStateAsUpdate(doc), HERE);
        Y.applyUpdate(after, fresh.state);
        const isAlive = ([note, x]: FarEnd) => x !== HERE.x || before.notes.has(note);
        const isWhole = (value: TieRecord) => isAlive(value.a) && isAlive(value.b);
        const ties = [...before.ties];
        expect(regionOf(after).claim.toJSON()).toEqual(before.claim.toJSON());
        expect(regionOf(after).notes.toJSON()).toEqual(before.notes.toJSON());
        expect(regionOf(after).inbound.toJSON()).toEqual(before.inbound.toJSON());
        expect(regionOf(after).places.toJSON()).toEqual(Object.fromEntries([...before.places].filter(([note]) => before.notes.has(note))));
        expect(regionOf(after).ties.toJSON()).toEqual(Object.fromEntries(ties.filter(([, value]) => isWhole(value))));
        expect(Object.fromEntries(fresh.left)).toEqual(Object.fromEntries(ties.filter(([, value]) => !isWhole(value))));
        expect([...after.store.clients.keys()].every((client) => client === fresh.client)).toBe(true);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('knows every root of a region', () => {
    const doc = new Y.Doc();
    for (const root of REGION_ROOTS) doc.getMap(root).set(ids[0] ?? '', root === 'places' ? [1, 2, 3, 4] : { a: [], b: [] });
    const after = new Y.Doc();
    Y.applyUpdate(after, freshRegion(Y.encodeStateAsUpdate(doc), HERE).state);
    expect(REGION_ROOTS.map((root) => after.getMap(root).size)).toEqual(REGION_ROOTS.map(() => 1));
  });
});

describe('overgrowth', () => {
  it('is more than twice a fresh document, and never a small one', () => {
    expect(isOvergrown(SMALL_BYTES, 1)).toBe(false);
    expect(isOvergrown(SMALL_BYTES + 1, SMALL_BYTES / 2)).toBe(true);
    expect(isOvergrown(200_000, 100_000)).toBe(false);
    expect(isOvergrown(200_001, 100_000)).toBe(true);
  });
});
