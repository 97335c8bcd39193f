import { idFromUuid, type Id } from '@oto/schema/base/id';
import type { FarEnd } from '@oto/schema/board/record';
import type { BoardCord } from '../../board/cord-book.ts';
import { ALL, type BoardFilter, type FilteredNote } from '../../board/filter/board-filter.ts';
import { FilterDesk } from '../../board/filter/filter-desk.ts';
import type { BoardScene } from '../../scene/types.ts';
import type { BenchBoard } from './board.ts';

const AUTHORS = 5;

/** The board's own filter over the notes and strings of a bench board: `set(n)` sets the n-th of a round of filters, each unlike the one before, the last of them none. */
export function benchFilters(board: BenchBoard, scene: Pick<BoardScene, 'setFilter'>): (n: number) => void {
  const authors = Array.from({ length: AUTHORS }, (_, n) => idOf(n));
  const notes = new Map<string, FilteredNote>();
  for (const [n, { note }] of board.notes.entries()) {
    const agents = note.kind === 'agent' ? [] : [idOf(n - (n % 7))];
    const counts = n % 3 === 0 ? { likes: n % 9, comments: 0, votes: 0 } : undefined;
    notes.set(note.id, { id: idOf(n), kind: note.kind, author: authors[n % AUTHORS] ?? idOf(0), agents, counts });
  }
  const end = (note: string): FarEnd => [notes.get(note)?.id ?? idOf(0), 0, 0, 0, 0];
  const cords = new Map<string, BoardCord>();
  for (const view of board.cords) {
    if (view.from.note === undefined || view.to.note === undefined) continue;
    cords.set(view.id, { view, style: view.style, from: end(view.from.note), to: end(view.to.note) });
  }
  const desk = new FilterDesk({
    setFilter: (filter) => scene.setFilter(filter),
    dimWall: () => undefined,
    note: (id) => notes.get(id),
    cord: (id) => cords.get(id),
    cordsOf: () => [],
  });
  const round: readonly (BoardFilter | null)[] = [
    { ...ALL, kinds: new Set(['text', 'agent']) },
    { ...ALL, author: authors[1] ?? null },
    { ...ALL, likes: 3, cords: 'provenance' },
    { ...ALL, agent: idOf(7), cords: { agent: idOf(7) } },
    null,
  ];
  return (n) => desk.set(round[n % round.length] ?? null);
}

/** Always the same. */
function idOf(n: number): Id {
  return idFromUuid(`0190000000007000800${n.toString(16).padStart(13, '0')}`);
}
