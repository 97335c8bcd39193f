import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { SceneFilter } from '../../scene/types.ts';
import { ALL, type FilteredNote } from './board-filter.ts';
import { FilterDesk } from './filter-desk.ts';

function setUp() {
  const notes = new Map<string, FilteredNote>();
  const told = { filters: 0, last: null as SceneFilter | null, walls: [] as (readonly string[])[] };
  const desk = new FilterDesk({
    setFilter(filter) {
      told.filters++;
      told.last = filter;
    },
    dimWall: (creations) => void told.walls.push([...creations]),
    note: (id) => notes.get(id),
    cord: () => undefined,
    cordsOf: () => [],
  });
  const note = (more: Partial<FilteredNote> = {}): FilteredNote => {
    const one = { id: newId(), kind: 'image', author: newId(), agents: [], counts: undefined, ...more } as const;
    return one;
  };
  return { desk, notes, told, note };
}

test('the wall is judged when the filter changes and when it is hung', () => {
  const { desk, told, note } = setUp();
  const [image, text] = [note(), note({ kind: 'text' })];
  desk.hang([image, text]);
  desk.set({ ...ALL, kinds: new Set(['text']) });
  desk.hang([text]);
  desk.hang([image]);
  desk.set(null);
  expect(told.walls).toEqual([[], [image.id], [], [image.id], []]);
});

test('a frame whose note is loaded is judged as the note; likes that are told judge it anew', () => {
  const { desk, notes, told, note } = setUp();
  const frame = note({ counts: { likes: 0, comments: 0, votes: 0 } });
  notes.set(frame.id, { ...frame, counts: { likes: 3, comments: 0, votes: 0 } });
  desk.hang([frame]);
  desk.set({ ...ALL, likes: 3 });
  expect(told.walls.at(-1)).toEqual([]);
  notes.set(frame.id, frame);
  desk.counted();
  expect(told.walls.at(-1)).toEqual([frame.id]);
  expect(told.filters).toBe(1);
  desk.set({ ...ALL, kinds: new Set(['image']) });
  const before = told.walls.length;
  desk.counted();
  expect(told.walls).toHaveLength(before);
});

test('a note that arrives while a filter is on is judged by it', () => {
  const { desk, notes, told, note } = setUp();
  const late = note();
  desk.set({ ...ALL, kinds: new Set(['text']) });
  expect([told.last?.note(late.id), desk.passes(late.id)]).toEqual([true, true]);
  notes.set(late.id, late);
  expect([told.last?.note(late.id), desk.passes(late.id)]).toEqual([false, false]);
});
