import { newId, type Id } from '@oto/schema/base/id';
import type { NoteRecord, TieRecord } from '@oto/schema/board/record';
import type { HistoryLayout } from '@oto/schema/contract/history';
import { expect, test } from 'vitest';
import { layoutDifference } from './layout-difference.ts';

const [a, b, c] = [newId(), newId(), newId()];
const note: NoteRecord = { v: 1, k: 'text', s: [0, 0, 0], o: newId() };
const tie = (from: Id, to: Id): TieRecord => ({ v: 1, a: [from, 2, 0, 0, 0], b: [to, 2, 0, 0, 0], c: 0 });
const layout = (rest: Partial<HistoryLayout>): HistoryLayout => ({ moment: '1', at: 0, notes: {}, places: {}, ties: {}, ...rest });

test('equal layouts have no difference, whatever the order on top', () => {
  const today = layout({ notes: { [a]: note }, places: { [a]: [5, 5, 0, 9] }, ties: { t: tie(a, b) } });
  expect(layoutDifference(today, { ...today, places: { [a]: [5, 5, 0, 2] } })).toBe(0);
});

test('moved notes and tied, changed and cut strings count; a note that came since does not', () => {
  const today = layout({
    notes: { [a]: note, [b]: note, [c]: note },
    places: { [a]: [5, 5, 0, 0] },
    ties: { kept: tie(a, b), changed: tie(a, b), fresh: tie(b, c) },
  });
  const earlier = layout({
    notes: { [a]: note, [b]: note },
    ties: { kept: tie(a, b), changed: { ...tie(a, b), c: 3 }, gone: tie(a, b) },
  });
  expect(layoutDifference(today, earlier)).toBe(4);
});
