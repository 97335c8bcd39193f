import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { PlaceRecord, TieRecord } from '@oto/schema/board/record';
import {
  COMMANDS_MAX,
  EMPTY_LOG,
  MERGE_MS,
  recorded,
  redo,
  sameValue,
  undo,
  withoutRefused,
  type Change,
  type CommandLog,
  type Now,
  type Turn,
} from './command-log.ts';

const NOTES = ['a', 'b', 'c', 'd'] as const;
type Board = Map<string, PlaceRecord>;
const nowOn =
  (board: Board): Now =>
  (change) =>
    board.get(change.key);
const change = (key: string, before: PlaceRecord, after: PlaceRecord): Change => ({ region: '0,0', root: 'places', key, before, after });
const at = (x: number): PlaceRecord => [x, 0, 0, 0];
const fresh = (): Board => new Map(NOTES.map((note) => [note, at(0)]));

function write(board: Board, changes: readonly Change[]): void {
  for (const one of changes) if (one.root === 'places') board.set(one.key, one.after);
}
function move(board: Board, notes: readonly string[], to: PlaceRecord): Change[] {
  const changes = notes.map((note) => change(note, board.get(note) ?? at(0), to));
  write(board, changes);
  return changes;
}

const notes = fc.uniqueArray(fc.constantFrom(...NOTES), { minLength: 1, maxLength: 4 });
const place = fc.integer({ min: -1700, max: 1700 }).map(at);
const step = fc.oneof(
  fc.record({ type: fc.constant('move' as const), notes, place }),
  fc.record({ type: fc.constant('other' as const), notes, place }),
  fc.record({ type: fc.constantFrom('undo' as const, 'redo' as const) }),
);

describe('command log', () => {
  test('alone, undoing everything leads back to the beginning and redoing everything to the end', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ notes, place }), { maxLength: 40 }), (moves) => {
        const board = fresh();
        let log: CommandLog = EMPTY_LOG;
        for (const [i, one] of moves.entries()) log = recorded(log, { changes: move(board, one.notes, one.place), at: i });
        const end = new Map(board);
        while (log.done.length > 0) log = turn(board, undo(log, nowOn(board)));
        expect(board).toEqual(fresh());
        while (log.undone.length > 0) log = turn(board, redo(log, nowOn(board)));
        expect(board).toEqual(end);
      }),
      { seed: 21, numRuns: 200 },
    );
  });

  test('whatever others do, undo and redo write only over what this person wrote last, and count the rest', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const board = fresh();
        const lastBy = new Map<string, 'me' | 'other'>();
        let log: CommandLog = EMPTY_LOG;
        for (const one of steps) {
          switch (one.type) {
            case 'move': {
              const changes = move(board, one.notes, one.place);
              for (const made of changes) if (!sameValue(made.before, made.after)) lastBy.set(made.key, 'me');
              log = recorded(log, { changes, at: 0 });
              break;
            }
            case 'other':
              for (const made of move(board, one.notes, [one.place[0], 1, 0, 0])) lastBy.set(made.key, 'other');
              break;
            case 'undo':
            case 'redo': {
              const next = one.type === 'undo' ? undo(log, nowOn(board)) : redo(log, nowOn(board));
              expectTurn(log, one.type, next, lastBy);
              log = turn(board, next);
              break;
            }
            default:
              one satisfies never;
          }
          expect(log.done.length).toBeLessThanOrEqual(COMMANDS_MAX);
        }
      }),
      { seed: 22, numRuns: 400 },
    );
  });

  test('a refused change is forgotten, and what came after it leads back to before it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 999 }).map(at), { minLength: 2, maxLength: 12, selector: (one) => one[0] }),
        fc.nat(),
        (places, pick) => {
          const board = fresh();
          let log: CommandLog = EMPTY_LOG;
          for (const one of places) log = recorded(log, { changes: move(board, ['a'], one), at: 0 });
          const refused = places[pick % places.length] ?? at(0);
          const last = refused === places.at(-1);
          log = withoutRefused(log, '0,0', [{ root: 'places', key: 'a', value: refused }]);
          if (last) board.set('a', places.at(-2) ?? at(0));
          expect(log.done).toHaveLength(places.length - 1);
          while (log.done.length > 0) {
            const next = undo(log, nowOn(board));
            expect(next.skipped).toBe(0);
            for (const made of next.changes) expect(sameValue(made.after, refused)).toBe(false);
            log = turn(board, next);
          }
          expect(board).toEqual(fresh());
        },
      ),
      { seed: 23, numRuns: 200 },
    );
  });

  test('a refused piece of a group leaves the other pieces undoable; so does a refused undo', () => {
    const board = fresh();
    let log = recorded(EMPTY_LOG, { changes: move(board, ['a', 'b'], at(9)), at: 0 });
    log = withoutRefused(log, '0,0', [{ root: 'places', key: 'a', value: at(9) }]);
    expect(log.done[0]?.changes.map((one) => one.key)).toEqual(['b']);
    log = turn(board, undo(log, nowOn(board)));
    log = withoutRefused(log, '0,0', [{ root: 'places', key: 'b', value: at(0) }]);
    expect(log).toEqual(EMPTY_LOG);
  });

  test('steps of one kind soon after one another are one, until somebody else comes between', () => {
    const board = fresh();
    const nudge = (x: number, time: number): void => {
      log = recorded(log, { changes: move(board, ['a', 'b'], at(x)), at: time, merge: 'nudge' });
    };
    let log: CommandLog = EMPTY_LOG;
    for (const [i, x] of [10, 20, 30].entries()) nudge(x, i * (MERGE_MS - 1));
    expect(log.done).toHaveLength(1);
    expect(undo(log, nowOn(board)).changes.map((one) => one.after)).toEqual([at(0), at(0)]);
    nudge(40, 5 * MERGE_MS);
    expect(log.done).toHaveLength(2);
    board.set('b', at(500));
    nudge(50, 5 * MERGE_MS + 1);
    expect(log.done).toHaveLength(3);
    for (const [i, x] of [40, 30, 20, 10, 0].entries()) nudge(x, 9 * MERGE_MS + i);
    expect(log.done.length).toBeLessThanOrEqual(4);
  });

  test('steps that lead back to where they began leave nothing to undo', () => {
    let log = recorded(EMPTY_LOG, { changes: [change('a', at(0), at(10))], at: 0, merge: 'nudge' });
    log = recorded(log, { changes: [change('a', at(10), at(0))], at: 1, merge: 'nudge' });
    expect(log).toEqual(EMPTY_LOG);
  });

  test('a string is the same whichever end is named first', () => {
    const [a, b] = [newId(), newId()];
    const tie: TieRecord = { v: 1, a: [a, 0, 0, 1, 2], b: [b, 1, 0, 3, 4], c: 2 };
    expect(sameValue(tie, { ...tie, a: tie.b, b: tie.a })).toBe(true);
    expect(sameValue(tie, { ...tie, n: 'x' })).toBe(false);
    expect(sameValue(tie, { ...tie, c: 3 })).toBe(false);
    expect(sameValue(tie, null)).toBe(false);
    expect(sameValue(tie, at(0))).toBe(false);
  });
});

function turn(board: Board, { log, changes }: Turn): CommandLog {
  write(board, changes);
  return log;
}

function expectTurn(log: CommandLog, type: 'undo' | 'redo', next: Turn, lastBy: ReadonlyMap<string, 'me' | 'other'>): void {
  for (const made of next.changes) expect(lastBy.get(made.key)).toBe('me');
  const command = type === 'undo' ? log.done.at(-1) : log.undone.at(-1);
  expect(next.changes.length + next.skipped).toBe(command?.changes.length ?? 0);
  const dropped = command && next.changes.length === 0 ? 1 : 0;
  expect(next.log.done.length + next.log.undone.length).toBe(log.done.length + log.undone.length - dropped);
}
