import { describe, expect, test } from 'vitest';
import { afterRefusal, superseded, unsavedEdits, type Batch, type Edit, type IntentLog } from './intent-log.ts';

const move = (key: string, x: number): Edit => ({ root: 'places', key, value: [x, 0, 0, 1] });
const cut = (key: string): Edit => ({ root: 'ties', key, value: null });
let at = 0;
const batch = (id: string, ...edits: readonly Edit[]): Batch => ({ id, at: at++, edits });
const ids = (log: IntentLog): string[] => log.map((one) => one.id);
let made = 0;
const name = (): string => `part${made++}`;

describe('after a refusal', () => {
  const log = [batch('a', move('n', 1)), batch('b', move('m', 2)), batch('c', cut('t'))];

  test('one edit sent alone is the one refused; the others stay in order', () => {
    const { log: rest, refused } = afterRefusal(log, ['b'], 'edit_refused', name);
    expect(ids(rest)).toEqual(['a', 'c']);
    expect(refused).toEqual([move('m', 2)]);
  });

  test('batches merged into one message are not blamed', () => {
    expect(afterRefusal(log, ['a', 'b', 'c'], 'edit_refused', name)).toEqual({ log, refused: [] });
  });

  test('a batch of several edits is taken apart where it stood', () => {
    const many = [batch('a', move('n', 1)), batch('b', move('m', 2), move('l', 3)), batch('c', cut('t'))];
    const { log: rest, refused } = afterRefusal(many, ['b'], 'edit_refused', name);
    expect(refused).toEqual([]);
    expect(rest.map((one) => one.edits)).toEqual([[move('n', 1)], [move('m', 2)], [move('l', 3)], [cut('t')]]);
    expect(rest.map((one) => one.at).toSorted((one, other) => one - other)).toEqual(rest.map((one) => one.at));
    expect(new Set(ids(rest)).size).toBe(4);
  });

  test('a closed plot refuses all moves at once, and no tie', () => {
    const { log: rest, refused } = afterRefusal(log, ['a', 'b'], 'plot_closed', name);
    expect(ids(rest)).toEqual(['c']);
    expect(refused).toEqual([move('n', 1), move('m', 2)]);
    expect(afterRefusal(log, ['c'], 'plot_closed', name).refused).toEqual([cut('t')]);
  });

  test('a message without edits of ours blames none', () => {
    expect(afterRefusal(log, [], 'edit_refused', name)).toEqual({ log, refused: [] });
  });
});

test('only a batch of one edit is superseded, by another of the same record', () => {
  const log = [batch('a', move('n', 1), move('m', 1)), batch('b', move('n', 2)), batch('c', cut('n'))];
  expect(superseded(log, batch('d', move('n', 3)))?.id).toBe('b');
  expect(superseded(log, batch('d', move('n', 3), move('m', 3)))).toBeNull();
  expect(superseded(log, batch('d', move('k', 3)))).toBeNull();
  expect(unsavedEdits(log)).toBe(4);
});
