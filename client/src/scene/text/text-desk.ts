import { isAbove, TEXT_ALL, TEXT_AGENTS, TEXT_NONE } from '../note-state.ts';
import type { GlyphAtlas } from './glyph-atlas.ts';
import { eraseNoteText, moveNoteText, writeNoteText } from './glyph-writer.ts';
import type { NoteState } from '../state.ts';

/** Device pixels per unit from which words can be read at all. */
const AGENTS_FROM = 0.09;
const ALL_FROM = 0.2;
/** Milliseconds of typesetting in one frame. */
const BUDGET_MS = 4;
/** Beyond this the words of notes out of sight are let go. */
const MOST_GLYPHS = 260_000;

/** Sets the words of notes in view, a few milliseconds a frame, and keeps them while there is room. */
export class TextDesk {
  readonly #atlas: GlyphAtlas;
  readonly #covering: (note: NoteState) => readonly NoteState[];
  readonly #set = new Set<NoteState>();
  #stale: NoteState[] = [];
  #generation = 0;
  #glyphs = 0;
  #wanted: NoteState[] = [];

  constructor(atlas: GlyphAtlas, covering: (note: NoteState) => readonly NoteState[]) {
    this.#atlas = atlas;
    this.#covering = covering;
  }

  get glyphs(): number {
    return this.#glyphs;
  }

  /** Words still to be set for the view. */
  get pending(): number {
    return this.#wanted.length + this.#stale.length;
  }

  levelFor(note: NoteState, px: number): number {
    if (px >= ALL_FROM) return TEXT_ALL;
    return px >= AGENTS_FROM && note.view.kind === 'agent' ? TEXT_AGENTS : TEXT_NONE;
  }

  /** The words, their colours or what covers them changed. */
  spoil(note: NoteState): void {
    if (note.textLevel === TEXT_NONE || note.textStale) return;
    note.textStale = true;
    this.#stale.push(note);
  }

  moved(note: NoteState): void {
    if (!note.textStale) moveNoteText(note);
  }

  /** Replaces the list of notes in view that lack words. */
  want(notes: NoteState[]): void {
    this.#wanted = notes;
  }

  erase(note: NoteState): void {
    this.#glyphs -= note.textRun?.length ?? 0;
    eraseNoteText(note);
    note.textLevel = TEXT_NONE;
    this.#set.delete(note);
  }

  /** Sets what is stale, then what is wanted; answers whether some is left for the next frame. */
  work(inView: (note: NoteState) => boolean, unlimited: boolean): boolean {
    const began = performance.now();
    if (this.#generation !== this.#atlas.generation) this.#startOver();
    const late = (): boolean => !unlimited && performance.now() - began > BUDGET_MS;
    while (this.#stale.length > 0 && !late()) {
      const note = this.#stale.pop();
      if (note === undefined) break;
      note.textStale = false;
      if (this.#set.has(note)) this.#write(note);
    }
    while (this.#wanted.length > 0 && !late()) {
      const note = this.#wanted.pop();
      if (note !== undefined) this.#write(note);
    }
    if (this.#glyphs > MOST_GLYPHS) this.#makeRoom(inView);
    return this.#stale.length + this.#wanted.length > 0 || this.#generation !== this.#atlas.generation;
  }

  #write(note: NoteState): void {
    this.#glyphs -= note.textRun?.length ?? 0;
    writeNoteText(note, this.#covering(note), this.#atlas);
    this.#glyphs += note.textRun?.length ?? 0;
    note.textLevel = TEXT_ALL;
    this.#set.add(note);
  }

  #startOver(): void {
    this.#generation = this.#atlas.generation;
    for (const note of this.#set) this.spoil(note);
  }

  #makeRoom(inView: (note: NoteState) => boolean): void {
    for (const note of this.#set) {
      if (this.#glyphs < MOST_GLYPHS * 0.75) return;
      if (!inView(note)) this.erase(note);
    }
  }
}

/** Of two notes that touch, the one above covers words of the other. */
export function coversOf(note: NoteState, neighbours: readonly NoteState[]): NoteState[] {
  return neighbours.filter((other) => other !== note && other.lift === 0 && other.view.ghost === undefined && isAbove(other, note));
}
