import type { Id } from '@oto/schema/base/id';
import { cordColour, cordsOf } from '@oto/schema/board/cords';
import { FORK_COLOUR } from '@oto/schema/board/palette';
import type { FarEnd, InboundRecord, NoteRecord, TieRecord } from '@oto/schema/board/record';
import { plotCentre, plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { CordEnd, CordView } from '../scene/types.ts';

/** What is known of a people's tie. A mirror tells all of it but the order of the ends. */
export interface BoardTie {
  readonly key: string;
  /** The region that holds its record, for ever. */
  readonly home: string;
  readonly record: TieRecord;
}

/** A string on the board and what it means. */
export interface BoardCord {
  readonly view: CordView;
  readonly style: CordView['style'];
  readonly from: FarEnd;
  readonly to: FarEnd;
  readonly tie?: BoardTie;
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

function boardCord(id: string, style: CordView['style'], from: FarEnd, to: FarEnd, colour: string): BoardCord {
  return { view: { id, style, from: endAt(from), to: endAt(to), colour }, style, from, to };
}

/** The strings a note's record implies. `paths`: also those between the agents of its chain. */
export function cordsOfNote(id: Id, record: NoteRecord, plot: Plot, paths = false): BoardCord[] {
  return cordsOf(id, record, plot)
    .filter((cord) => (cord.kind === 'path') === paths)
    .map((cord) => boardCord(cord.key, cord.kind === 'fork' ? 'fork' : 'cord', cord.from, cord.to, cord.colour));
}

const TIE = 'tie/';

export function tieCordId(key: string): string {
  return `${TIE}${key}`;
}

export function cordOfTie(key: string, record: TieRecord, home: string): BoardCord {
  const cord = boardCord(tieCordId(key), 'tie', record.a, record.b, cordColour(record.c));
  return { ...cord, view: record.n ? { ...cord.view, label: record.n } : cord.view, tie: { key, home, record } };
}

/**
 * The same id as the string has in the region it comes from, so that both show one. Two mirrors of one
 * tie name its ends in the same order, that of their notes.
 */
export function cordOfInbound(key: string, record: InboundRecord, plot: Plot, seat: readonly [number, number]): BoardCord {
  const here: FarEnd = [record.here, plot.x, plot.y, seat[0], seat[1]];
  const { far } = record;
  switch (record.k) {
    case 'tie': {
      const [a, b] = here[0] < far[0] ? [here, far] : [far, here];
      const home = record.h ? { x: record.h[0], y: record.h[1] } : { x: far[1], y: far[2] };
      return cordOfTie(key, { v: 1, a, b, c: record.c, ...(record.n ? { n: record.n } : {}) }, plotKey(home));
    }
    case 'fork':
      return boardCord(`${far[0]}/fork/${record.here}`, 'fork', here, far, FORK_COLOUR);
    case 'agent':
      return boardCord(`${far[0]}/agent/${record.here}`, 'cord', here, far, cordColour(record.c));
    default:
      return record.k satisfies never;
  }
}

/**
 * Every string that is drawn, once, whichever documents tell of it. A string's own record wins over
 * its mirrors, which show it while its own region is not loaded; once that is, they have no say.
 */
export class CordBook {
  #sink: CordSink;
  /** By source: the record's root and key, and the region it stands in. */
  #sources = new Map<string, Source>();
  /** By region: the sources that stand in it. */
  #standing = new Map<string, Set<string>>();
  /** By string: the sources that tell of it. */
  #tellers = new Map<string, Set<string>>();
  /** The people's strings among them. */
  #ties = new Set<string>();
  /** By note: the strings that hang from it. */
  #byNote = new Map<string, Set<string>>();
  #drawn = new Map<string, BoardCord>();
  /** Regions whose own records are here. */
  #loaded = new Set<string>();
  /** By string: what was written to a home that is not loaded yet; no cord: cut. Mirrors lag behind it. */
  #meant = new Map<string, { readonly home: string; readonly cord: BoardCord | null }>();

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
    if (before) this.#leave(before.region, source);
    if (cords.length === 0) this.#sources.delete(source);
    else {
      this.#sources.set(source, { region, mirror, cords });
      const standing = this.#standing.get(region) ?? new Set();
      this.#standing.set(region, standing.add(source));
    }
    const touched = new Set<string>();
    for (const { view } of before?.cords ?? []) {
      this.#tellers.get(view.id)?.delete(source);
      touched.add(view.id);
    }
    for (const { view } of cords) {
      const tellers = this.#tellers.get(view.id) ?? new Set();
      tellers.add(source);
      this.#tellers.set(view.id, tellers);
      if (view.id.startsWith(TIE)) this.#ties.add(view.id);
      touched.add(view.id);
    }
    for (const id of touched) this.#settle(id);
  }

  /** All the region's own records have been told. */
  regionLoaded(region: string): void {
    if (this.#loaded.has(region)) return;
    this.#loaded.add(region);
    this.#settleTiesOf(region);
    for (const [id, { home }] of this.#meant) {
      if (home !== region) continue;
      this.#meant.delete(id);
      this.#settle(id);
    }
  }

  removeRegion(region: string): void {
    this.#loaded.delete(region);
    for (const source of this.#standing.get(region) ?? []) this.set(source, region, false, []);
    this.#settleTiesOf(region);
  }

  /** Shows a tie as it was just written to a home that is not loaded, until that home tells. */
  mean(key: string, record: TieRecord | null, home: string): void {
    if (this.#loaded.has(home)) return;
    this.#meant.set(tieCordId(key), { home, cord: record && cordOfTie(key, record, home) });
    this.#settle(tieCordId(key));
  }
  /** What was written there will not come. No keys: nothing of it will. */
  forgetMeant(keys: readonly string[] | null): void {
    for (const id of keys?.map(tieCordId) ?? [...this.#meant.keys()]) if (this.#meant.delete(id)) this.#settle(id);
  }

  /** The scene drops a note's strings with it; those that are still told hang from its seat again. */
  redraw(notes: Iterable<string>): void {
    for (const note of notes) for (const cord of this.of(note)) this.#sink.upsertCord(cord.view);
  }

  #settleTiesOf(home: string): void {
    for (const id of this.#ties) {
      for (const source of this.#tellers.get(id) ?? []) {
        if (this.#sources.get(source)?.cords.some((cord) => cord.tie?.home === home)) {
          this.#settle(id);
          break;
        }
      }
    }
  }

  #leave(region: string, source: string): void {
    const standing = this.#standing.get(region);
    standing?.delete(source);
    if (standing?.size === 0) this.#standing.delete(region);
  }

  #settle(id: string): void {
    if (this.#tellers.get(id)?.size === 0) {
      this.#tellers.delete(id);
      this.#ties.delete(id);
    }
    const before = this.#drawn.get(id);
    const after = this.#best(id);
    if (!after) {
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
    let mirrored: BoardCord | undefined;
    for (const source of this.#tellers.get(id) ?? []) {
      const told = this.#sources.get(source);
      const cord = told?.cords.find((one) => one.view.id === id);
      if (cord && !told?.mirror) return cord;
      mirrored ??= cord;
    }
    const meant = this.#meant.get(id);
    if (meant) return meant.cord ?? undefined;
    return mirrored?.tie && this.#loaded.has(mirrored.tie.home) ? undefined : mirrored;
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
  return a.view.colour === b.view.colour && a.view.label === b.view.label && a.from.join() === b.from.join() && a.to.join() === b.to.join();
}
