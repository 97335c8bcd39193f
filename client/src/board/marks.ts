import { createSignal, type Accessor } from 'solid-js';
import type { BoardScene } from '../scene/types.ts';
import { toggled } from '../tool/marking.ts';
import type { PressTarget } from '../tool/press.ts';
import type { BoardSelection } from './board-controller.ts';
import type { BoardView } from './board-view.ts';
import { tieCordId } from './cord-book.ts';

export interface MarksOptions {
  readonly scene: Pick<BoardScene, 'setSelection'>;
  readonly view: Pick<BoardView, 'find' | 'cords' | 'showPaths'>;
  readonly onMarked: (selection: BoardSelection | null) => void;
}

/** What is chosen: one cord, or notes together, of which the last is the selection. */
export interface Marks {
  readonly selection: Accessor<BoardSelection | null>;
  readonly marked: Accessor<readonly string[]>;
  select(next: BoardSelection | null): void;
  /** Notes that are not loaded are left out. */
  mark(ids: readonly string[]): void;
  toggle(id: string): void;
  ofNote(id: string): BoardSelection | null;
  ofCord(id: string): BoardSelection | null;
  ofTie(key: string): BoardSelection | null;
  ofTarget(target: PressTarget): BoardSelection | null;
  /** A string changed: a chosen tie follows its ends, and is let go when it was cut. */
  cordChanged(id: string): void;
  /** The string of the selection, as the scene names it. */
  cordId(): string | null;
}

export function createMarks({ scene, view, onMarked }: MarksOptions): Marks {
  const [selection, setSelection] = createSignal<BoardSelection | null>(null, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const [marked, setMarked] = createSignal<readonly string[]>([], { equals: (a, b) => a.join() === b.join() });

  const ofNote = (id: string): BoardSelection | null => {
    const found = view.find(id);
    return found ? { type: 'note', id, kind: found.record.k, region: found.region.key } : null;
  };
  const ofCord = (id: string): BoardSelection | null => {
    const cord = view.cords.get(id);
    if (!cord) return null;
    return { type: 'cord', style: cord.style, creation: cord.to[0], from: cord.from[0], ...(cord.tie ? { tie: cord.tie.key } : {}) };
  };
  const choose = (next: BoardSelection | null, notes: readonly string[]): void => {
    setSelection(next);
    setMarked(notes);
    const cord = next?.type === 'cord' ? [next.creation, next.from, cordIdOf(next)] : [];
    scene.setSelection([...notes, ...cord]);
    view.showPaths(next?.type === 'note' ? next.id : next?.type === 'cord' ? next.creation : null);
    onMarked(next);
  };
  const mark = (ids: readonly string[]): void => {
    const notes = ids.filter((id) => view.find(id));
    const last = notes.at(-1);
    choose(last === undefined ? null : ofNote(last), notes);
  };

  return {
    selection,
    marked,
    select: (next) => choose(next, next?.type === 'note' ? [next.id] : []),
    mark,
    toggle: (id) => mark(toggled(marked(), id)),
    ofNote,
    ofCord,
    ofTie: (key) => ofCord(tieCordId(key)),
    ofTarget(target) {
      switch (target.type) {
        case 'note':
        case 'pin':
          return ofNote(target.id);
        case 'cord':
          return ofCord(target.id);
        case 'cord-end': {
          const cord = view.cords.get(target.id);
          return cord ? (ofNote(cord[target.end][0]) ?? ofCord(target.id)) : null;
        }
        case 'paper':
        case 'plot':
        case 'landmark':
        case 'wall':
          return null;
        default:
          return target satisfies never;
      }
    },
    cordChanged(id) {
      const chosen = selection();
      if (chosen?.type === 'cord' && chosen.tie !== undefined && tieCordId(chosen.tie) === id) choose(ofCord(id), []);
    },
    cordId() {
      const chosen = selection();
      return chosen?.type === 'cord' ? cordIdOf(chosen) : null;
    },
  };
}

function cordIdOf(cord: Extract<BoardSelection, { type: 'cord' }>): string {
  if (cord.tie !== undefined) return tieCordId(cord.tie);
  return `${cord.creation}/${cord.style === 'fork' ? 'fork' : 'agent'}/${cord.from}`;
}
