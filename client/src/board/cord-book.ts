import type { Id } from '@oto/schema/base/id';
import { cordColour, cordsOf } from '@oto/schema/board/cords';
import { FORK_COLOUR } from '@oto/schema/board/palette';
import type { FarEnd, InboundRecord, NoteRecord, TieRecord } from '@oto/schema/board/record';
import { plotCentre, plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { CordEnd, CordView } from '../scene/types.ts';

/** A string on the board and what it means. */
export interface BoardCord {
  readonly view: CordView;
  readonly style: CordView['style'];
  readonly from: FarEnd;
  readonly to: FarEnd;
  /** The region whose document says so. */
  readonly region: string;
  /** Of a tie: its record's key. */
  readonly tie?: string;
}

export interface CordSink {
  upsertCord(cord: CordView): void;
  removeCord(id: string): void;
}

/** The strings that hang because of one record: a note, a tie, or an inbound mirror. */
type Source = { readonly region: string; readonly mirror: boolean; readonly cords: readonly BoardCord[] };

/** A far end stands at its seat until its region is loaded; then its live place wins. */
function endAt(end: FarEnd): CordEnd {
  const centre = plotCentre({ x: end[1], y: end[2] });
  return { note: end[0], at: { x: centre.x + end[3], y: centre.y + end[4] } };
}

function boardCord(
  id: string,
  style: CordView['style'],
  from: FarEnd,
  to: FarEnd,
  colour: string,
  region: string,
  tie?: string,
): BoardCord {
  return { view: { id, style, from: endAt(from), to: endAt(to), colour }, style, from, to, region, ...(tie ? { tie } : {}) };
}

/** The strings a note's record implies. `paths`: also those between the agents of its chain. */
export function cordsOfNote(id: Id, record: NoteRecord, plot: Plot, paths = false): BoardCord[] {
  return cordsOf(id, record, plot)
    .filter((cord) => (cord.kind === 'path') === paths)
    .map((cord) => boardCord(cord.key, cord.kind === 'fork' ? 'fork' : 'cord', cord.from, cord.to, cord.colour, plotKey(plot)));
}

export function cordOfTie(key: string, record: TieRecord, plot: Plot): BoardCord {
  return boardCord(`tie/${key}`, 'tie', record.a, record.b, cordColour(record.c), plotKey(plot), key);
}

/** The same id as the string has in the region it comes from, so that both show one. */
export function cordOfInbound(key: string, record: InboundRecord, plot: Plot, seat: readonly [number, number]): BoardCord {
  const here: FarEnd = [record.here, plot.x, plot.y, seat[0], seat[1]];
  const child = record.far[0];
  switch (record.k) {
    case 'tie':
      return boardCord(`tie/${key}`, 'tie', record.far, here, cordColour(record.c), plotKey(plot), key);
    case 'fork':
      return boardCord(`${child}/fork/${record.here}`, 'fork', here, record.far, FORK_COLOUR, plotKey(plot));
    case 'agent':
      return boardCord(`${child}/agent/${record.here}`, 'cord', here, record.far, cordColour(record.c), plotKey(plot));
    default:
      return record.k satisfies never;
  }
}

/**
 * Every string that is drawn, once, whichever documents tell of it. A string's own record wins over
 * the mirror in its far region, which shows it while its own region is not loaded.
 */
export class CordBook {
  #sink: CordSink;
  /** By source: the record's root and key, and the region it stands in. */
  #sources = new Map<string, Source>();
  /** By string: the sources that tell of it. */
  #tellers = new Map<string, Set<string>>();
  /** By note: the strings that hang from it. */
  #byNote = new Map<string, Set<string>>();
  #drawn = new Map<string, BoardCord>();

  constructor(sink: CordSink) {
    this.#sink = sink;
  }

  get(id: string): BoardCord | undefined {
    return this.#drawn.get(id);
  }

  of(note: string): BoardCord[] {
    const found: BoardCord[] = [];
    for (const id of this.#byNote.get(note) ?? []) {
      const cord = this.#drawn.get(id);
      if (cord) found.push(cord);
    }
    return found;
  }

  /** No strings: the source tells of none any more. */
  set(source: string, region: string, mirror: boolean, cords: readonly BoardCord[]): void {
    const before = this.#sources.get(source);
    if (!before && cords.length === 0) return;
    if (cords.length === 0) this.#sources.delete(source);
    else this.#sources.set(source, { region, mirror, cords });
    const touched = new Set<string>();
    for (const { view } of before?.cords ?? []) {
      this.#tellers.get(view.id)?.delete(source);
      touched.add(view.id);
    }
    for (const { view } of cords) {
      const tellers = this.#tellers.get(view.id) ?? new Set();
      tellers.add(source);
      this.#tellers.set(view.id, tellers);
      touched.add(view.id);
    }
    for (const id of touched) this.#settle(id);
  }

  removeRegion(region: string): void {
    for (const [source, told] of this.#sources) if (told.region === region) this.set(source, region, told.mirror, []);
  }

  /** The scene drops a note's strings with it; those that are still told hang from its seat again. */
  redraw(notes: Iterable<string>): void {
    for (const note of notes) for (const cord of this.of(note)) this.#sink.upsertCord(cord.view);
  }

  #settle(id: string): void {
    const before = this.#drawn.get(id);
    const after = this.#best(id);
    if (!after) {
      this.#tellers.delete(id);
      if (!before) return;
      this.#drawn.delete(id);
      this.#unindex(before);
      this.#sink.removeCord(id);
      return;
    }
    if (before && sameCord(before, after)) {
      this.#drawn.set(id, after);
      return;
    }
    if (before) this.#unindex(before);
    this.#drawn.set(id, after);
    for (const end of [after.from, after.to]) {
      const ids = this.#byNote.get(end[0]) ?? new Set();
      ids.add(id);
      this.#byNote.set(end[0], ids);
    }
    this.#sink.upsertCord(after.view);
  }

  #best(id: string): BoardCord | undefined {
    let found: BoardCord | undefined;
    for (const source of this.#tellers.get(id) ?? []) {
      const told = this.#sources.get(source);
      const cord = told?.cords.find((one) => one.view.id === id);
      if (cord && !told?.mirror) return cord;
      found ??= cord;
    }
    return found;
  }

  #unindex(cord: BoardCord): void {
    for (const end of [cord.from, cord.to]) {
      const ids = this.#byNote.get(end[0]);
      ids?.delete(cord.view.id);
      if (ids?.size === 0) this.#byNote.delete(end[0]);
    }
  }
}

function sameCord(a: BoardCord, b: BoardCord): boolean {
  return a.view.colour === b.view.colour && a.from.join() === b.from.join() && a.to.join() === b.to.join();
}
