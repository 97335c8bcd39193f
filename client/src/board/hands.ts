import { newId } from '@oto/schema/base/id';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import type { TieRecord } from '@oto/schema/board/record';
import { plotKey, type Point } from '@oto/schema/geometry/lattice';
import type { BoardNet } from '../net/board-net.ts';
import type { BoardScene } from '../scene/types.ts';
import { DRAG_IDLE, drag, type DragEvent, type DragState } from '../tool/drag.ts';
import type { PressTarget } from '../tool/press.ts';
import type { BoardView } from './board-view.ts';
import { moveRefusal, type Mover } from './move-rights.ts';

type HandScene = Pick<BoardScene, 'camera' | 'hitTest' | 'holdCordEnd' | 'setLifted'>;
type CordEndHeld = { readonly id: string; readonly end: 'from' | 'to' };

export interface HandsOptions {
  readonly scene: HandScene;
  readonly view: BoardView;
  readonly edit: BoardNet['edit'];
  readonly me: () => Mover | null;
  /** The drag began, moved or ended. */
  readonly onDrag: () => void;
  readonly onRefused: (code: 'sign_in_to_move' | 'region_closed', region: string) => void;
  readonly onReattach: (drop: { readonly creation: string; readonly agent: string }) => void;
}

/** What a person's hands do to the board: drag notes, take cords by their ends, tie and cut strings. */
export class Hands {
  #options: HandsOptions;
  #drag: DragState = DRAG_IDLE;
  #end: CordEndHeld | null = null;

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
    return found !== undefined && this.#refusalAt(found.region.key) === null;
  }

  /** What lies under a point of the host, and whether these hands may move it. */
  targetAt(point: Point): PressTarget {
    const { scene, view } = this.#options;
    const hit = scene.hitTest(scene.camera.screenToWorld(point));
    if (!hit) return { type: 'paper' };
    switch (hit.type) {
      case 'note':
        return { type: 'note', id: hit.id, movable: this.mayMove(hit.id) };
      case 'cord':
        return { type: 'cord', id: hit.id };
      case 'cord-end': {
        if (this.#mayReattach(hit)) return { type: 'cord-end', id: hit.id, end: hit.end, movable: true };
        const note = view.cords.get(hit.id)?.[hit.end][0];
        if (note && view.find(note)) return { type: 'note', id: note, movable: this.mayMove(note) };
        return { type: 'cord', id: hit.id };
      }
      default:
        return hit satisfies never;
    }
  }

  /** `from`: world units. */
  grabNotes(ids: readonly string[], from: Point): void {
    const notes = ids.filter((id) => this.mayMove(id)).flatMap((id) => this.#options.view.dragNote(id) ?? []);
    this.#step({ type: 'grab', notes, from });
  }
  grabCordEnd(held: CordEndHeld): void {
    this.#end = held;
  }
  pull(to: Point): void {
    if (this.#end) this.#options.scene.holdCordEnd({ ...this.#end, x: to.x, y: to.y });
    else this.#step({ type: 'pull', to });
  }
  drop(at: Point): void {
    const end = this.#end;
    if (!end) return this.#step({ type: 'drop', top: (region) => this.#options.view.topZ(region) });
    this.#end = null;
    this.#options.scene.holdCordEnd(null);
    this.#dropCordEnd(end, at);
  }
  letGo(): void {
    this.#end = null;
    this.#options.scene.holdCordEnd(null);
    this.#step({ type: 'let-go' });
  }

  /** Says why a drag did not begin. */
  refuse(target: PressTarget): void {
    const found = target.type === 'note' ? this.#options.view.find(target.id) : undefined;
    const refusal = found && this.#refusalAt(found.region.key);
    if (found && refusal) this.#options.onRefused(refusal, found.region.key);
  }

  moveNote(id: string, dx: number, dy: number): void {
    if (this.dragged) return;
    if (!this.mayMove(id)) return this.refuse({ type: 'note', id, movable: false });
    this.grabNotes([id], { x: 0, y: 0 });
    this.#step({ type: 'pull', to: { x: dx, y: dy } });
    this.#step({ type: 'drop', top: (region) => this.#options.view.topZ(region) });
  }

  /** `colour` is an index into CORD_COLOURS. False where the person may not, or a note is not loaded. */
  tie(from: string, to: string, colour: number, key: string = newId()): boolean {
    const [a, b] = [this.#options.view.farEnd(from), this.#options.view.farEnd(to)];
    if (!a || !b || from === to || !this.mayMove(from) || !this.mayMove(to)) return false;
    const record: TieRecord = { v: 1, a, b, c: colour };
    return this.#options.edit(plotKey({ x: a[1], y: a[2] }), [{ root: 'ties', key, value: record }]);
  }
  cutTie(key: string): boolean {
    const cord = this.#options.view.cords.get(`tie/${key}`);
    if (!cord || !this.mayMove(cord.from[0])) return false;
    return this.#options.edit(plotKey({ x: cord.from[1], y: cord.from[2] }), [{ root: 'ties', key, value: null }]);
  }

  #refusalAt(region: string): 'sign_in_to_move' | 'region_closed' | null {
    return moveRefusal(this.#options.me(), this.#options.view.region(region)?.claim ?? null);
  }

  /** A tie at either end; a creation's cord at its agent's end. Fork cords are for ever. */
  #mayReattach({ id, end }: CordEndHeld): boolean {
    const cord = this.#options.view.cords.get(id);
    if (!cord || !this.#options.me()) return false;
    if (cord.tie) return this.mayMove(cord.from[0]) && this.mayMove(cord.to[0]);
    return cord.style === 'cord' && end === 'from';
  }

  /** On an agent a creation's cord asks to re-make it; a tie is tied to whatever note it falls on. */
  #dropCordEnd({ id, end }: CordEndHeld, at: Point): void {
    const { scene, view, onReattach } = this.#options;
    const cord = view.cords.get(id);
    const hit = scene.hitTest(at);
    const note = hit?.type === 'note' ? hit.id : hit?.type === 'cord-end' ? view.cords.get(hit.id)?.[hit.end][0] : undefined;
    const found = note ? view.find(note) : undefined;
    if (!cord || !found) return;
    if (!cord.tie) {
      if (found.record.k === 'agent' && found.id !== cord.from[0]) onReattach({ creation: cord.to[0], agent: found.id });
      return;
    }
    const [from, to] = end === 'from' ? [found.id, cord.to[0]] : [cord.from[0], found.id];
    const colour = CORD_COLOURS.findIndex((one) => one === cord.view.colour);
    /** A tie lives in its first end's region, so that end takes it along. */
    const moves = view.find(from)?.region.key !== plotKey({ x: cord.from[1], y: cord.from[2] });
    if (this.tie(from, to, Math.max(0, colour), moves ? newId() : cord.tie) && moves) this.cutTie(cord.tie);
  }

  #step(event: DragEvent): void {
    const { scene, view, edit, onDrag } = this.#options;
    const step = drag(this.#drag, event);
    this.#drag = step.state;
    if (event.type !== 'pull') scene.setLifted(this.dragged?.notes.map((note) => note.id) ?? []);
    for (const one of step.edits) {
      switch (one.type) {
        case 'offset':
          for (const note of one.notes) view.hold(note.id, one.offset);
          break;
        case 'place':
          edit(one.region, [{ root: 'places', key: one.id, value: [...one.place] }]);
          view.release(one.id);
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
