import type { Board } from './board.ts';
import type { TextDesk } from './text/text-desk.ts';
import type { SceneFilter } from './types.ts';
import type { NoteState } from './state.ts';

export const DIM_NOTE = 0.16;
const DIM_CORD = 0.1;
/** Glow of a hovered note; a selected one glows fully. */
const HOVER_GLOW = 0.38;

/** Filter, selection and hover: what is dimmed and what glows. */
export class Emphasis {
  readonly #board: Board;
  readonly #text: TextDesk;
  #filter: SceneFilter | null = null;
  #selected: ReadonlySet<string> = new Set();
  #hover: string | null = null;
  #target: string | null = null;

  constructor(board: Board, text: TextDesk) {
    this.#board = board;
    this.#text = text;
  }

  setFilter(filter: SceneFilter | null): void {
    this.#filter = filter;
    this.all();
  }

  setSelection(ids: readonly string[]): void {
    const before = this.#selected;
    this.#selected = new Set(ids);
    for (const id of new Set([...before, ...this.#selected])) this.#refresh(id);
  }

  setHover(id: string | null): void {
    if (id === this.#hover) return;
    const before = this.#hover;
    this.#hover = id;
    if (before !== null) this.#refresh(before);
    if (id !== null) this.#refresh(id);
  }

  /** The note that a string would be tied to. */
  setTarget(id: string | null): void {
    if (id === this.#target) return;
    const before = this.#target;
    this.#target = id;
    if (before !== null) this.#refresh(before);
    if (id !== null) this.#refresh(id);
  }

  /** Of one note, after its view changed. */
  note(note: NoteState): void {
    if (this.#fade(note)) for (const { id } of note.cords) this.cord(id);
  }

  /** Whether it is dimmed otherwise than before. */
  #fade(note: NoteState): boolean {
    const opacity = this.#passes(note) ? 1 : DIM_NOTE;
    const glow =
      note.view.selected === true || this.#selected.has(note.id) || this.#target === note.id ? 1 : this.#hover === note.id ? HOVER_GLOW : 0;
    if (opacity === note.opacity && glow === note.glow) return false;
    const faded = opacity !== note.opacity;
    if (faded) this.#text.spoil(note);
    note.opacity = opacity;
    note.glow = glow;
    this.#board.repaint(note);
    return faded;
  }

  cord(id: string): void {
    const cord = this.#board.cords.get(id);
    if (cord === undefined) return;
    // A note that fades fades its cords after it: what is asked of it is not asked again for each of them.
    const dim = (note: NoteState | null): boolean => note !== null && note.opacity < 1;
    const opacity = this.#filter?.cord(id) === false || dim(cord.from) || dim(cord.to) ? DIM_CORD : 1;
    const hot = this.#hover === id || this.#selected.has(id);
    if (opacity === cord.opacity && hot === cord.hot) return;
    cord.opacity = opacity;
    cord.hot = hot;
    this.#board.cords.touch(cord);
  }

  all(): void {
    for (const note of this.#board.notes.values()) this.#fade(note);
    for (const cord of this.#board.cords.values()) this.cord(cord.id);
  }

  #refresh(id: string): void {
    const note = this.#board.notes.get(id);
    if (note !== undefined) this.note(note);
    this.cord(id);
  }

  #passes(note: NoteState): boolean {
    if (note.view.dimmed === true) return false;
    return this.#filter?.note(note.id) !== false;
  }
}
