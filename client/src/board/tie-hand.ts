import { newId } from '@oto/schema/base/id';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import { TIE_NAME_MAX, type FarEnd, type TieRecord } from '@oto/schema/board/record';
import type { TieLook } from './board-controller.ts';
import type { BoardView } from './board-view.ts';
import { sameValue, type Change } from './command-log.ts';
import type { BoardTie } from './cord-book.ts';
import type { Handiwork } from './handiwork.ts';
import { regionOfEnd, tieRefusal, type MoveRefusal, type RefusalAt } from './move-rights.ts';

export interface TieHandOptions {
  readonly view: Pick<BoardView, 'tie' | 'farEnd'>;
  readonly work: Pick<Handiwork, 'do'>;
  readonly refusalAt: RefusalAt;
  readonly onRefused: (code: MoveRefusal, region: string) => void;
}

/** What a person's hands do to people's strings. Each deed is one write of one key at the tie's home. */
export class TieHand {
  #options: TieHandOptions;

  constructor(options: TieHandOptions) {
    this.#options = options;
  }

  /** `colour` is an index into CORD_COLOURS. Null where the person may not, or a note is not loaded. */
  tie(from: string, to: string, colour: number): string | null {
    const { view } = this.#options;
    const [a, b] = [view.farEnd(from), view.farEnd(to)];
    if (!a || !b || from === to) return null;
    const key = newId();
    return this.#write({ key, home: regionOfEnd(a) }, null, { v: 1, a, b, c: colour }) ? key : null;
  }

  /** Whether a string may be tied between two notes, by what the browser knows. */
  mayTie(from: string, to: string): boolean {
    const { view, refusalAt } = this.#options;
    const [a, b] = [view.farEnd(from), view.farEnd(to)];
    return a !== undefined && b !== undefined && from !== to && refusalAt(regionOfEnd(a)) === null && refusalAt(regionOfEnd(b)) === null;
  }

  cut(key: string): boolean {
    const tie = this.#options.view.tie(key);
    return tie !== undefined && this.#write(tie, tie.record, null);
  }

  /** `name` is cut to TIE_NAME_MAX; an empty one takes the tag off. */
  change(key: string, look: { readonly colour?: number; readonly name?: string }): boolean {
    const tie = this.#options.view.tie(key);
    if (!tie) return false;
    const { n, ...record } = tie.record;
    const name = look.name === undefined ? (n ?? '') : shortName(look.name);
    const c = look.colour === undefined || !isColour(look.colour) ? record.c : look.colour;
    return this.#write(tie, tie.record, { ...record, c, ...(name === '' ? {} : { n: name }) });
  }

  /** Ties one end to another note; the tie's other end and its look stay as they are now. */
  retie(key: string, end: 'from' | 'to', note: string): boolean {
    const { view } = this.#options;
    const tie = view.tie(key);
    const to = view.farEnd(note);
    if (!tie || !to) return false;
    const { a, b } = tie.record;
    if ((end === 'from' ? b : a)[0] === note) return false;
    return this.#write(tie, tie.record, { ...tie.record, ...(end === 'from' ? { a: to } : { b: to }) });
  }

  /** Whether an end of it may be taken: that is, tied anew somewhere. */
  mayRetie(key: string): boolean {
    const tie = this.#options.view.tie(key);
    return tie !== undefined && tieRefusal(this.#options.refusalAt, tie.home, tie.record, tie.record) === null;
  }

  look(key: string): TieLook | null {
    const tie = this.#options.view.tie(key);
    return tie ? { colour: tie.record.c % CORD_COLOURS.length, name: tie.record.n ?? '', mayChange: this.mayRetie(key) } : null;
  }

  /** Says why the tie stays as it is. */
  refuse(key: string): void {
    const tie = this.#options.view.tie(key);
    if (!tie) return;
    const refusal = tieRefusal(this.#options.refusalAt, tie.home, tie.record, tie.record);
    if (refusal) this.#options.onRefused(refusal, tie.home);
  }

  #write({ key, home }: Pick<BoardTie, 'key' | 'home'>, before: TieRecord | null, wish: TieRecord | null): boolean {
    const { work, refusalAt, onRefused } = this.#options;
    const refusal = tieRefusal(refusalAt, home, before, wish);
    if (refusal) {
      onRefused(refusal, home);
      return false;
    }
    /** The same again is no deed, and no refusal either. */
    if (sameValue(before, wish)) return true;
    const after = wish && { ...wish, a: this.#seated(wish.a), b: this.#seated(wish.b) };
    const change: Change = { region: home, root: 'ties', key, before, after };
    return work.do([change]) === 1;
  }

  /** A mirror can tell of an end before its note's seat is known. */
  #seated(end: FarEnd): FarEnd {
    return this.#options.view.farEnd(end[0]) ?? end;
  }
}

function isColour(colour: number): boolean {
  return Number.isInteger(colour) && colour >= 0 && colour < CORD_COLOURS.length;
}

/** Whole characters alone: half of one is no text. */
function shortName(name: string): string {
  let short = '';
  for (const char of name.replace(/\s+/g, ' ').trim()) {
    if (short.length + char.length > TIE_NAME_MAX) break;
    short += char;
  }
  return short.trimEnd();
}
