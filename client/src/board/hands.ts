import type { PlaceRecord } from '@oto/schema/board/record';
import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import { DRAG_IDLE, drag, offsetInside, placedBy, type DragEvent, type DragNote, type DragState, type Placed } from '../tool/drag.ts';
import type { BoardView } from './board-view.ts';
import type { Change } from './command-log.ts';
import type { Handiwork } from './handiwork.ts';
import type { MoveRefusal, RefusalAt } from './move-rights.ts';
import { storedPlace } from './note-view.ts';

export interface HandsOptions {
  readonly scene: Pick<BoardScene, 'setLifted'>;
  readonly view: BoardView;
  readonly work: Pick<Handiwork, 'do'>;
  readonly refusalAt: RefusalAt;
  /** The drag began, moved or ended. */
  readonly onDrag: () => void;
  readonly onRefused: (code: MoveRefusal, region: string) => void;
}

/** A nudge's steps in a row are one step back. */
const NUDGE_WORD = 'nudge';

/** What a person's hands do to notes: drag, nudge, bring to the front. */
export class Hands {
  #options: HandsOptions;
  #drag: DragState = DRAG_IDLE;

  constructor(options: HandsOptions) {
    this.#options = options;
  }

  /** The notes being dragged and their offset, or null. */
  get dragged(): Extract<DragState, { name: 'dragging' }> | null {
    return this.#drag.name === 'dragging' ? this.#drag : null;
  }
  holds(note: string): boolean {
    return this.dragged?.notes.some((one) => one.id === note) ?? false;
  }

  mayMove(note: string): boolean {
    const found = this.#options.view.find(note);
    return found !== undefined && this.#options.refusalAt(found.region.key) === null;
  }

  /** Those that may not be moved stay. `from`: world units. */
  grab(ids: readonly string[], from: Point): void {
    this.#step({ type: 'grab', notes: this.#movable(ids), from });
  }
  pull(to: Point): void {
    this.#step({ type: 'pull', to });
  }
  drop(): void {
    this.#step({ type: 'drop', top: this.#topBut(this.dragged?.notes ?? []) });
  }
  letGo(): void {
    this.#step({ type: 'let-go' });
  }

  /** Says why a note stays. */
  refuse(id: string): void {
    const found = this.#options.view.find(id);
    const refusal = found && this.#options.refusalAt(found.region.key);
    if (found && refusal) this.#options.onRefused(refusal, found.region.key);
  }

  /** Moves them by whole units together, each within its plot; again soon after, it is still one step back. */
  nudge(ids: readonly string[], by: Point): void {
    if (this.dragged) return;
    const notes = this.#movable(ids);
    const [first] = ids;
    if (notes.length === 0) return first === undefined ? undefined : this.refuse(first);
    this.#store(placedBy(notes, offsetInside(notes, by), this.#topBut(notes)), NUDGE_WORD);
  }

  /** False where the person may not move any of them. */
  toFront(ids: readonly string[]): boolean {
    const notes = this.#movable(ids);
    if (notes.length > 0) this.#store(placedBy(notes, { x: 0, y: 0 }, this.#topBut(notes)));
    else if (ids[0] !== undefined) this.refuse(ids[0]);
    return notes.length > 0;
  }

  #movable(ids: readonly string[]): DragNote[] {
    return ids.filter((id) => this.mayMove(id)).flatMap((id) => this.#options.view.dragNote(id) ?? []);
  }

  #topBut(notes: readonly DragNote[]): (region: string) => number {
    const ids = new Set(notes.map((note) => note.id));
    return (region) => this.#options.view.topZ(region, ids);
  }

  #store(placed: readonly Placed[], merge?: string): void {
    const { view, work } = this.#options;
    const changes = placed.flatMap(({ id, region, place }): Change[] => {
      const found = view.find(id);
      /** The owner may have closed the plot under the drag. */
      if (!found || !this.mayMove(id)) return [];
      const after: PlaceRecord = [...place];
      return [{ region, root: 'places', key: id, before: storedPlace(found.record, found.place), after }];
    });
    work.do(changes, merge);
  }

  #step(event: DragEvent): void {
    const { scene, view, onDrag } = this.#options;
    const step = drag(this.#drag, event);
    this.#drag = step.state;
    if (event.type !== 'pull') scene.setLifted(this.dragged?.notes.map((note) => note.id) ?? []);
    for (const one of step.edits) {
      switch (one.type) {
        case 'offset':
          for (const note of one.notes) view.hold(note.id, one.offset);
          break;
        case 'place':
          this.#store(one.notes);
          for (const note of one.notes) view.release(note.id);
          break;
        case 'restore':
          for (const note of one.notes) view.release(note.id);
          break;
        default:
          one satisfies never;
      }
    }
    onDrag();
  }
}
