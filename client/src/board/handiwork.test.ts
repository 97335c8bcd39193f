import { describe, expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { PlaceRecord } from '@oto/schema/board/record';
import type { Edit } from '../net/intent-log.ts';
import type { Change } from './command-log.ts';
import { Handiwork } from './handiwork.ts';

const [a, b] = [newId(), newId()];
const at = (x: number): PlaceRecord => [x, 0, 0, 0];
const move = (key: string, from: number, to: number, region = '0,0'): Change => ({
  region,
  root: 'places',
  key,
  before: at(from),
  after: at(to),
});

function setUp() {
  const places = new Map<string, PlaceRecord>([
    [a, at(0)],
    [b, at(0)],
  ]);
  const loaded = new Set(['0,0', '1,0']);
  const known = new Set(['0,0', '1,0']);
  const told: string[] = [];
  const sent: [string, readonly Edit[]][] = [];
  let undoable = { undo: false, redo: false };
  let allowed = true;
  const work = new Handiwork({
    edit: (region, edits) => {
      if (!known.has(region)) return false;
      sent.push([region, edits]);
      for (const edit of edits) if (edit.root === 'places') places.set(edit.key, edit.value);
      return true;
    },
    now: ({ key, region }) => (loaded.has(region) ? places.get(key) : undefined),
    isLoaded: (region) => loaded.has(region),
    mayMake: () => allowed,
    onWritten: () => undefined,
    onUndoable: (next) => (undoable = next),
    onSkipped: (pieces) => told.push(`skipped ${pieces}`),
    onFar: (region) => told.push(`far ${region}`),
    clock: () => 0,
  });
  work.setPerson('me');
  return { work, places, loaded, known, told, sent, undoable: () => undoable, forbid: () => (allowed = false) };
}

describe('Handiwork', () => {
  test('a group across plots is one command and one transaction a plot', () => {
    const { work, places, sent, undoable } = setUp();
    expect(work.do([move(a, 0, 5), move(b, 0, 5, '1,0')])).toBe(2);
    expect(sent.map(([region, edits]) => [region, edits.length])).toEqual([
      ['0,0', 1],
      ['1,0', 1],
    ]);
    work.undo();
    expect([...places.values()]).toEqual([at(0), at(0)]);
    expect(undoable()).toEqual({ undo: false, redo: true });
    work.redo();
    expect([...places.values()]).toEqual([at(5), at(5)]);
  });

  test('what another person has changed since stays, and is told', () => {
    const { work, places, told } = setUp();
    work.do([move(a, 0, 5), move(b, 0, 5)]);
    places.set(b, at(77));
    work.undo();
    expect([places.get(a), places.get(b)]).toEqual([at(0), at(77)]);
    expect(told).toEqual(['skipped 1']);
  });

  test('changes of nothing and of unknown plots are not remembered', () => {
    const { work, known, sent, undoable } = setUp();
    known.delete('1,0');
    expect(work.do([move(a, 5, 5), move(b, 0, 5, '1,0')])).toBe(0);
    expect(sent).toEqual([]);
    expect(undoable().undo).toBe(false);
  });

  test('out of sight is not undone blindly; a note that is gone is not undone at all', () => {
    const { work, places, loaded, told, undoable } = setUp();
    work.do([move(a, 0, 5)]);
    loaded.delete('0,0');
    work.undo();
    expect(told).toEqual(['far 0,0']);
    expect(undoable().undo).toBe(true);
    loaded.add('0,0');
    places.delete(a);
    work.undo();
    expect(told).toEqual(['far 0,0', 'skipped 1']);
    expect(undoable()).toEqual({ undo: false, redo: false });
  });

  test('where hands must stay off now, nothing is undone and nothing forgotten', () => {
    const { work, places, forbid, undoable } = setUp();
    work.do([move(a, 0, 5)]);
    forbid();
    work.undo();
    expect(places.get(a)).toEqual(at(5));
    expect(undoable().undo).toBe(true);
  });

  test('the log waits for its person, and goes when another signs in', () => {
    const { work, places, undoable } = setUp();
    work.do([move(a, 0, 5)]);
    work.setPerson(null);
    expect(undoable().undo).toBe(false);
    work.undo();
    expect(places.get(a)).toEqual(at(5));
    work.setPerson('me');
    expect(undoable().undo).toBe(true);
    work.setPerson('other');
    expect(undoable().undo).toBe(false);
  });

  test('a refused edit leaves the log', () => {
    const { work, places, undoable } = setUp();
    work.do([move(a, 0, 5)]);
    work.refused('0,0', [{ root: 'places', key: a, value: at(5) }]);
    places.set(a, at(0));
    expect(undoable().undo).toBe(false);
  });
});
