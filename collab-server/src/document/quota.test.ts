import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@oto/schema/base/id';
import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import { TIE_NAME_MAX, TIES_MAX, type FarEnd, type NoteRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { freshRegion, GROWTH_MAX } from '../epoch/fresh.ts';
import { FRESH_BYTES_MAX, REGION_BYTES_MAX, regionBytesMax, UPDATE_MAX } from './quota.ts';

const end = (id = newId()): FarEnd => [id, -999_999, -999_999, -1800, -1800];

it('lets even the fullest region be rewritten before its people are refused', () => {
  const doc = new Y.Doc();
  const plot = { x: 1, y: 1 };
  const { notes, places, ties, inbound, claim } = regionOf(doc);
  const name = '縁'.repeat(TIE_NAME_MAX);
  doc.transact(() => {
    claim.set('c', { v: 1, o: newId(), p: 'invited', t: 15 });
    for (let n = 0; n < PLOT_CAPACITY; n++) {
      const id = newId();
      const agents = Array.from({ length: 8 }, (): [FarEnd, number] => [end(), 15]);
      const record: NoteRecord = {
        v: 1,
        k: 'video',
        s: [-1800, -1800, -3142],
        o: newId(),
        a: agents,
        p: agents.map(([parent]) => parent),
        m: 1,
      };
      notes.set(id, record);
      places.set(id, [-1800, -1800, -3142, 1_000_000_000]);
    }
    for (let n = 0; n < TIES_MAX; n++) {
      ties.set(newId(), { v: 1, a: end(), b: end(), c: 15, n: name });
      inbound.set(newId(), { v: 1, k: 'tie', here: newId(), far: end(), c: 15, n: name, h: [-999_999, -999_999] });
    }
  });
  const fresh = freshRegion(Y.encodeStateAsUpdate(doc), plot).state.byteLength;
  expect(fresh).toBeLessThanOrEqual(FRESH_BYTES_MAX);
  expect(fresh).toBeGreaterThan(FRESH_BYTES_MAX / 2);
  expect(GROWTH_MAX * FRESH_BYTES_MAX + UPDATE_MAX).toBeLessThan(REGION_BYTES_MAX);
  expect(regionBytesMax(1000) - regionBytesMax(0)).toBeGreaterThan(1000 * 256);
});
