import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@oto/schema/base/id';
import { TIES_MAX, type FarEnd, type InboundRecord, type NoteRecord } from '@oto/schema/board/record';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { changesOf } from './apply.ts';

const plot = { x: 2, y: 3 };
const owner = newId();
const note: NoteRecord = { v: 1, k: 'text', s: [1, 2, 3], o: owner };
const end = (id = newId(), x = 2, y = 3): FarEnd => [id, x, y, 1, 2];
const mirror = (here: FarEnd, more: Partial<InboundRecord> = {}): InboundRecord => ({
  v: 1,
  k: 'tie',
  here: here[0],
  far: end(newId(), 9, 9),
  c: 1,
  h: [9, 9],
  ...more,
});

/** Applies a fact to `doc`, a second time too, and returns what the first time made follow. */
function applied(doc: Y.Doc, fact: OutboxFact, document = 'region/2,3.4'): readonly OutboxFact[] {
  const follow: OutboxFact[] = [];
  for (const change of changesOf(fact, 4)) if (change.document === document) change.apply(doc, (next) => follow.push(next));
  const once = Y.encodeStateAsUpdate(doc);
  for (const change of changesOf(fact, 4)) if (change.document === document) change.apply(doc, () => undefined);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(once);
  return follow;
}

describe('the epoch that the atlas shows', () => {
  it('never falls, whatever was written down before a rewrite', () => {
    const doc = new Y.Doc();
    const { plots } = atlasOf(doc);
    const atlas = { v: 1, o: owner, e: 1, n: 0, t: 0, p: 'open' } as const;
    const shown = () => plots.get('2,3');
    const tile = 'atlas/0,0.1';
    applied(doc, { type: 'claim', plot, claim: { v: 1, o: owner, p: 'open', t: 0 }, atlas }, tile);
    applied(doc, { type: 'epoch', plot, epoch: 3 }, tile);
    applied(doc, { type: 'atlas', plot, atlas: { ...atlas, n: 7, e: 2 } }, tile);
    expect(shown()).toEqual({ ...atlas, n: 7, e: 3 });
    applied(doc, { type: 'claim', plot, claim: { v: 1, o: owner, p: 'owner', t: 0 }, atlas: { ...atlas, p: 'owner' } }, tile);
    expect(shown()).toMatchObject({ e: 3, p: 'owner' });
    applied(doc, { type: 'atlas', plot, atlas: { ...atlas, e: 5 } }, tile);
    expect(shown()).toMatchObject({ e: 5 });
  });
});

describe('a note that leaves', () => {
  it('takes its place and ties along, cuts the ties of other homes, and leaves all else', () => {
    const doc = new Y.Doc();
    const region = regionOf(doc);
    const [leaving, staying] = [end(), end()];
    for (const [id] of [leaving, staying]) {
      region.notes.set(id, note);
      region.places.set(id, [0, 0, 0, 0]);
    }
    const [hers, first, second, foreign, far, kept] = [newId(), newId(), newId(), newId(), newId(), newId()];
    region.ties.set(first, { v: 1, a: leaving, b: staying, c: 1 });
    region.ties.set(second, { v: 1, a: end(newId(), 5, 5), b: leaving, c: 1 });
    region.ties.set(hers, { v: 1, a: staying, b: end(newId(), 5, 5), c: 1 });
    region.inbound.set(foreign, mirror(leaving));
    region.inbound.set(far, mirror(staying, { far: leaving }));
    region.inbound.set(kept, mirror(staying));
    const cord = `${newId()}:${leaving[0]}`;
    region.inbound.set(cord, { v: 1, k: 'agent', here: leaving[0], far: end(newId(), 9, 9), c: 0 });
    const follow = applied(doc, { type: 'unpin', plot, note: leaving[0] });
    expect([...region.notes.keys()]).toEqual([staying[0]]);
    expect([...region.places.keys()]).toEqual([staying[0]]);
    expect([...region.ties.keys()]).toEqual([hers]);
    expect([...region.inbound.keys()].toSorted()).toEqual([kept, cord].toSorted());
    expect(follow).toEqual([
      { type: 'cut', plot: { x: 9, y: 9 }, tie: foreign, note: leaving[0] },
      { type: 'cut', plot: { x: 9, y: 9 }, tie: far, note: leaving[0] },
    ]);
  });

  it('has its ties of this home cut when they ended elsewhere', () => {
    const doc = new Y.Doc();
    const { ties } = regionOf(doc);
    const [tie, gone] = [newId(), newId()];
    ties.set(tie, { v: 1, a: end(), b: end(gone, 7, 7), c: 1 });
    applied(doc, { type: 'cut', plot, tie, note: newId() });
    expect(ties.has(tie)).toBe(true);
    applied(doc, { type: 'cut', plot, tie, note: gone });
    expect(ties.has(tie)).toBe(false);
  });
});

describe('a mirror', () => {
  it('comes, changes, and goes for its own home alone', () => {
    const doc = new Y.Doc();
    const { notes, inbound } = regionOf(doc);
    const here = end();
    notes.set(here[0], note);
    const key = newId();
    const record = mirror(here);
    expect(applied(doc, { type: 'inbound', plot, key, record })).toEqual([]);
    expect(applied(doc, { type: 'inbound', plot, key, record: { ...record, n: 'named' } })).toEqual([]);
    expect(inbound.get(key)).toMatchObject({ n: 'named', h: [9, 9] });
    applied(doc, { type: 'inbound', plot, key, record: null, home: [8, 8] });
    expect(inbound.has(key)).toBe(true);
    expect(applied(doc, { type: 'inbound', plot, key, record: { ...record, h: [8, 8] } })).toEqual([
      { type: 'cut', plot: { x: 8, y: 8 }, tie: key, note: here[0] },
    ]);
    expect(inbound.get(key)).toMatchObject({ h: [9, 9] });
    applied(doc, { type: 'inbound', plot, key, record: null, home: [9, 9] });
    expect(inbound.size).toBe(0);
  });

  it('of a note that is gone, or one too many, has its tie cut instead', () => {
    const doc = new Y.Doc();
    const { notes, inbound } = regionOf(doc);
    const here = end();
    const key = newId();
    const cut = { type: 'cut', plot: { x: 9, y: 9 }, tie: key, note: here[0] };
    expect(applied(doc, { type: 'inbound', plot, key, record: mirror(here) })).toEqual([cut]);
    notes.set(here[0], note);
    const other = end();
    const both = mirror(here, { far: other });
    expect(applied(doc, { type: 'inbound', plot, key, record: both })).toEqual([{ ...cut, note: other[0] }]);
    notes.set(other[0], note);
    expect(applied(doc, { type: 'inbound', plot, key, record: both })).toEqual([]);
    inbound.delete(key);
    for (let n = 0; n < TIES_MAX; n++) inbound.set(newId(), mirror(here));
    expect(applied(doc, { type: 'inbound', plot, key, record: mirror(here) })).toEqual([cut]);
    expect(inbound.size).toBe(TIES_MAX);
    applied(doc, { type: 'inbound', plot, key: `${key}:${here[0]}`, record: { v: 1, k: 'fork', here: here[0], far: end(), c: 0 } });
    expect(inbound.size).toBe(TIES_MAX + 1);
  });
});
