import type { Id } from '@oto/schema/base/id';
import { cordColour } from '@oto/schema/board/cords';
import type { ClaimRecord, FarEnd, InboundRecord, NoteRecord, TieRecord } from '@oto/schema/board/record';
import type { Region } from '@oto/schema/board/roots';
import type { Card } from '@oto/schema/contract/card';
import type { HistoryLayout } from '@oto/schema/contract/history';
import { plotCentre, plotKey, type Plot, type Point } from '@oto/schema/geometry/lattice';
import type { DragNote } from '../tool/drag.ts';
import type { Change, Now } from './command-log.ts';
import { CordBook, cordOfInbound, cordOfTie, cordsOfNote, tieCordId, type BoardCord, type BoardTie } from './cord-book.ts';
import { noteView, sizeOf, storedPlace, type GhostWork } from './note-view.ts';
import { pastPlace, pastTies } from './rewind.ts';
import { RegionView, type NoteChange, type RegionNote } from './region-view.ts';
import type { BoardViewOptions, ViewSink } from './view-options.ts';

/** A note that is loaded, and where. */
export interface FoundNote extends RegionNote {
  readonly id: string;
  readonly region: RegionView;
}

/** A step smaller than this is not worth a glide, in units. */
const STILL = 1;
const NO_SEAT = [0, 0, 0] as const;

/**
 * Turns the region documents, the cards and the presence into what the scene draws, one change at a
 * time. While a note is held (dragged by somebody) it is drawn at its stored place plus an offset.
 */
export class BoardView {
  readonly cords: CordBook;
  #options: BoardViewOptions;
  #sink: ViewSink;
  #regions = new Map<string, RegionView>();
  /** Which region holds a note. */
  #home = new Map<string, RegionView>();
  #offsets = new Map<string, Point>();
  #work = new Map<string, GhostWork>();
  #titles = new Map<string, string>();
  /** The creation whose agents' path is shown. */
  #paths: string | null = null;
  /** Regions that are shown as they were, loaded or not. */
  #past = new Map<string, HistoryLayout>();

  constructor(options: BoardViewOptions) {
    this.#options = options;
    this.#sink = options.sink;
    this.cords = new CordBook({
      upsertCord: (cord) => {
        options.sink.upsertCord(cord);
        options.onCord(cord.id);
      },
      removeCord: (id) => {
        options.sink.removeCord(id);
        options.onCord(id);
      },
    });
  }

  /** A region's document arrived, or was replaced by a fresh one. */
  open(plot: Plot, region: Region): void {
    const key = plotKey(plot);
    let view = this.#regions.get(key);
    if (!view) {
      view = new RegionView(plot, {
        note: (...change) => this.#noteChanged(...change),
        noteGone: (...gone) => this.#noteGone(...gone),
        tie: (...tie) => this.#tieChanged(...tie),
        inbound: (...inbound) => this.#inboundChanged(...inbound),
        claim: (at, claim) => this.#drawRegion(at, claim),
      });
      this.#regions.set(key, view);
    }
    view.attach(region);
    this.cords.regionLoaded(key);
    const past = this.#past.get(key);
    if (past) this.#drawPast(view, past, []);
  }

  close(key: string): void {
    const view = this.#regions.get(key);
    if (!view) return;
    view.detach();
    this.#regions.delete(key);
    this.#titles.delete(key);
    this.cords.removeRegion(key);
    const notes = [...view.notes.keys()];
    for (const id of notes) {
      this.#home.delete(id);
      this.#offsets.delete(id);
      this.#work.delete(id);
    }
    this.#sink.removeRegion(key);
    this.cords.redraw(notes);
    this.#options.onNotes();
  }

  find(id: string): FoundNote | undefined {
    const region = this.#home.get(id);
    const note = region?.get(id);
    return region && note ? { ...note, id, region } : undefined;
  }
  region(key: string): RegionView | undefined {
    return this.#regions.get(key);
  }
  /** The highest stacking order among the notes that are not named. */
  topZ(key: string, but?: ReadonlySet<string>): number {
    return this.#regions.get(key)?.topZ(but) ?? 0;
  }
  tie(key: string): BoardTie | undefined {
    return this.cords.get(tieCordId(key))?.tie;
  }
  /** What stands in the documents, whatever is shown. A tie of a home that is not loaded is read from its mirror. */
  now: Now = (change: Change) => {
    if (change.root === 'ties') {
      const home = this.#regions.get(change.region);
      return home ? (home.tie(change.key) ?? null) : this.tie(change.key)?.record;
    }
    const found = this.find(change.key);
    return found?.region.key === change.region ? storedPlace(found.record, found.place) : undefined;
  };

  /** As the drag machine wants it. */
  dragNote(id: string): DragNote | undefined {
    const found = this.find(id);
    if (!found) return undefined;
    const [x, y, rot, z] = storedPlace(found.record, found.place);
    return { id, region: found.region.key, x, y, rot, z, size: sizeOf(found.record) };
  }
  /** How a tie names this note from elsewhere: by its immutable seat. */
  farEnd(id: string): FarEnd | undefined {
    const found = this.find(id);
    return found && [id as Id, found.region.plot.x, found.region.plot.y, found.record.s[0], found.record.s[1]];
  }

  /** Draws a note away from its stored place without storing anything. */
  hold(id: string, offset: Point): void {
    const found = this.find(id);
    if (found && this.#past.has(found.region.key)) return;
    this.#offsets.set(id, offset);
    if (!found) return;
    const [x, y, rot] = storedPlace(found.record, found.place);
    const centre = plotCentre(found.region.plot);
    this.#sink.moveNote(id, centre.x + x + offset.x, centre.y + y + offset.y, rot / 1000);
    this.#options.onDrawn(id);
  }
  /** Back to its stored place, gliding if it is elsewhere. */
  release(id: string): void {
    if (this.#offsets.delete(id)) this.#draw(id, true);
  }
  isHeld(id: string): boolean {
    return this.#offsets.has(id);
  }

  showCards(cards: readonly Card[]): void {
    for (const card of cards) {
      if (card.thumb !== undefined) this.#work.delete(card.id);
      this.#draw(card.id, true);
      const home = this.#home.get(card.id);
      if (home?.claim?.o === card.author.id && this.#titles.get(home.key) !== card.author.name) {
        this.#titles.set(home.key, card.author.name);
        this.#drawRegion(home, home.claim);
      }
    }
  }

  showWork(note: string, work: GhostWork): void {
    const before = this.#work.get(note);
    if (before && before.pct === work.pct && before.phase === work.phase && before.text === work.text && before.n === work.n) return;
    this.#work.set(note, work);
    if (this.find(note)?.record.j) this.#draw(note, true);
  }

  /**
   * Shows a region as it was: notes that were not there yet are dimmed, live changes wait unseen. Null:
   * as it is. Holds for a region that is loaded later too.
   */
  showPast(plot: Plot, layout: HistoryLayout | null): void {
    const key = plotKey(plot);
    const before = Object.keys(this.#past.get(key)?.ties ?? {});
    if (layout) this.#past.set(key, layout);
    else if (!this.#past.delete(key)) return;
    const region = this.#regions.get(key);
    if (region) this.#drawPast(region, layout, before);
    this.#options.onClaim();
  }
  isPast(region: string): boolean {
    return this.#past.has(region);
  }

  /** The path between the agents of a chain shows only while its creation is looked at. */
  showPaths(id: string | null): void {
    if (this.#paths === id) return;
    const before = this.#paths;
    this.#paths = id;
    if (before) this.cords.set(`path ${before}`, '', false, []);
    this.#drawPaths();
  }

  /** The language changed. */
  redrawGhosts(): void {
    for (const [id, region] of this.#home) if (region.get(id)?.record.j) this.#draw(id, true);
  }

  destroy(): void {
    for (const region of this.#regions.values()) region.detach();
    this.#regions.clear();
    this.#home.clear();
  }

  #noteChanged(region: RegionView, id: string, note: RegionNote, change: NoteChange, fresh: boolean): void {
    this.#home.set(id, region);
    if (change === 'place') {
      this.#offsets.delete(id);
      this.#options.onPlaced(id);
    }
    this.#draw(id, change !== 'appeared');
    if (change !== 'place') this.cords.set(`note ${id}`, region.key, false, cordsOfNote(id as Id, note.record, region.plot));
    if (change === 'appeared' && fresh && !note.record.j && !this.#past.has(region.key)) this.#sink.landNote(id);
    if (change === 'record') {
      this.#options.onRecord(id);
    }
    if (this.#paths === id) this.#drawPaths();
    this.#options.onNotes();
  }

  #noteGone(_region: RegionView, id: string, last: NoteRecord): void {
    this.#home.delete(id);
    this.#offsets.delete(id);
    this.#work.delete(id);
    this.cords.set(`note ${id}`, '', false, []);
    if (last.j) this.#sink.crumpleNote(id);
    else this.#sink.removeNote(id);
    this.cords.redraw([id]);
    this.#options.onNotes();
  }

  #tieChanged(region: RegionView, key: string, record: TieRecord | null): void {
    if (!this.#past.has(region.key)) this.#drawTie(region, key, record);
  }
  #drawTie(region: RegionView, key: string, record: TieRecord | null): void {
    this.cords.set(`tie ${region.key} ${key}`, region.key, false, record ? [cordOfTie(key, record, region.key)] : []);
  }

  /** `shown`: ties of the layout that was shown before. */
  #drawPast(region: RegionView, layout: HistoryLayout | null, shown: readonly string[]): void {
    this.#sink.setPast(region.key, layout !== null);
    for (const id of region.notes.keys()) {
      this.#offsets.delete(id);
      this.#draw(id, true);
    }
    const ties = layout ? pastTies(region, layout) : region.ties;
    for (const key of new Set([...shown, ...region.ties.keys(), ...ties.keys()])) this.#drawTie(region, key, ties.get(key) ?? null);
  }

  #inboundChanged(region: RegionView, key: string, record: InboundRecord | null): void {
    const [x, y] = (record && region.get(record.here)?.record.s) ?? NO_SEAT;
    const cords: BoardCord[] = record ? [cordOfInbound(key, record, region.plot, [x, y])] : [];
    this.cords.set(`inbound ${region.key} ${key}`, region.key, true, cords);
  }

  #drawRegion(region: RegionView, claim: ClaimRecord | null): void {
    this.#options.onClaim();
    const title = this.#titles.get(region.key);
    this.#sink.upsertRegion({ key: region.key, plot: region.plot, tint: cordColour(claim?.t ?? 0), ...(title ? { title } : {}) });
  }

  #drawPaths(): void {
    const id = this.#paths;
    const found = id ? this.find(id) : undefined;
    if (id && found) this.cords.set(`path ${id}`, found.region.key, false, cordsOfNote(id as Id, found.record, found.region.plot, true));
  }

  #draw(id: string, known: boolean): void {
    const found = this.find(id);
    if (!found) return;
    const past = this.#past.get(found.region.key);
    const then = past && pastPlace(past, id);
    const view = noteView({
      id,
      record: found.record,
      place: then ?? found.place,
      dimmed: past !== undefined && then === undefined,
      plot: found.region.plot,
      card: this.#options.cardOf(id),
      work: this.#work.get(id),
      offset: this.#offsets.get(id),
      lang: this.#options.lang(),
    });
    const now = known && !this.#offsets.has(id) ? this.#sink.noteAt(id) : null;
    if (now && Math.hypot(now.x - view.x, now.y - view.y) > STILL) {
      this.#sink.upsertNote(found.region.key, { ...view, x: now.x, y: now.y, rot: now.rot });
      this.#sink.glideNote(id, view.x, view.y, view.rot);
    } else this.#sink.upsertNote(found.region.key, view);
    this.#options.onDrawn(id);
  }
}
