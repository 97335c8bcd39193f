import type * as Y from 'yjs';
import { isId } from '@oto/schema/base/id';
import { ClaimRecord, InboundRecord, NoteRecord, PlaceRecord, TieRecord } from '@oto/schema/board/record';
import type { Region } from '@oto/schema/board/roots';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';

/** A note as the document tells it. */
export interface RegionNote {
  readonly record: NoteRecord;
  readonly place: PlaceRecord | undefined;
}

export type NoteChange = 'appeared' | 'record' | 'place';

/** Hears what changed in a region, one record at a time. */
export interface RegionListener {
  /** `fresh`: it was pinned while we watched, not merely loaded. */
  note(region: RegionView, id: string, note: RegionNote, change: NoteChange, fresh: boolean): void;
  noteGone(region: RegionView, id: string, last: NoteRecord): void;
  tie(region: RegionView, key: string, record: TieRecord | null): void;
  inbound(region: RegionView, key: string, record: InboundRecord | null): void;
  claim(region: RegionView, claim: ClaimRecord | null): void;
}

/**
 * Reads one region document and tells the differences. The document may be replaced by a fresh one
 * (after a refusal or under a new epoch): then only what differs is told. Records that do not parse
 * are as if they were absent.
 */
export class RegionView {
  readonly plot: Plot;
  readonly key: string;
  #listener: RegionListener;
  #notes = new Map<string, RegionNote>();
  #ties = new Map<string, TieRecord>();
  #inbound = new Map<string, InboundRecord>();
  #claim: ClaimRecord | null = null;
  #stop: (() => void) | null = null;

  constructor(plot: Plot, listener: RegionListener) {
    this.plot = plot;
    this.key = plotKey(plot);
    this.#listener = listener;
  }

  get claim(): ClaimRecord | null {
    return this.#claim;
  }
  /** The highest stacking order among the notes that are not named. */
  topZ(but: ReadonlySet<string> = new Set()): number {
    let top = 0;
    for (const [id, { place }] of this.#notes) if (place && place[3] > top && !but.has(id)) top = place[3];
    return top;
  }
  tie(key: string): TieRecord | undefined {
    return this.#ties.get(key);
  }
  get ties(): ReadonlyMap<string, TieRecord> {
    return this.#ties;
  }
  get notes(): ReadonlyMap<string, RegionNote> {
    return this.#notes;
  }
  get(id: string): RegionNote | undefined {
    return this.#notes.get(id);
  }

  attach(region: Region): void {
    const first = this.#stop === null;
    this.#stop?.();
    const stops = [
      watch(region.claim, () => this.#readClaim(region)),
      watch(region.notes, (key) => this.#readNote(region, key, true)),
      watch(region.places, (key) => this.#readNote(region, key, true)),
      watch(region.ties, (key) => this.#readTie(region, key)),
      watch(region.inbound, (key) => this.#readInbound(region, key)),
    ];
    this.#stop = () => {
      for (const stop of stops) stop();
    };
    this.#readClaim(region);
    for (const id of new Set([...this.#notes.keys(), ...region.notes.keys()])) this.#readNote(region, id, !first);
    for (const key of new Set([...this.#ties.keys(), ...region.ties.keys()])) this.#readTie(region, key);
    for (const key of new Set([...this.#inbound.keys(), ...region.inbound.keys()])) this.#readInbound(region, key);
  }

  detach(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #readClaim(region: Region): void {
    const parsed = ClaimRecord.safeParse(region.claim.get('c'));
    this.#claim = parsed.success ? parsed.data : null;
    this.#listener.claim(this, this.#claim);
  }

  #readNote(region: Region, id: string, live: boolean): void {
    const before = this.#notes.get(id);
    const record = isId(id) ? NoteRecord.safeParse(region.notes.get(id)) : null;
    if (!record?.success) {
      if (!before) return;
      this.#notes.delete(id);
      this.#listener.noteGone(this, id, before.record);
      return;
    }
    const parsed = PlaceRecord.safeParse(region.places.get(id));
    const note: RegionNote = { record: record.data, place: parsed.success ? parsed.data : undefined };
    this.#notes.set(id, note);
    if (!before) return this.#listener.note(this, id, note, 'appeared', live);
    if (JSON.stringify(before.record) !== JSON.stringify(note.record)) return this.#listener.note(this, id, note, 'record', false);
    if (before.place?.join() !== note.place?.join()) this.#listener.note(this, id, note, 'place', false);
  }

  #readTie(region: Region, key: string): void {
    const record = TieRecord.safeParse(region.ties.get(key));
    const tie = record.success ? record.data : null;
    if (changed(this.#ties, key, tie)) this.#listener.tie(this, key, tie);
  }

  #readInbound(region: Region, key: string): void {
    const record = InboundRecord.safeParse(region.inbound.get(key));
    const inbound = record.success ? record.data : null;
    if (changed(this.#inbound, key, inbound)) this.#listener.inbound(this, key, inbound);
  }
}

function watch<T>(map: Y.Map<T>, read: (key: string) => void): () => void {
  const hear = (event: Y.YMapEvent<T>): void => {
    for (const key of event.keysChanged) read(key);
  };
  map.observe(hear);
  return () => map.unobserve(hear);
}

/** Keeps the record and answers whether it is another than before. */
function changed<T>(known: Map<string, T>, key: string, record: T | null): boolean {
  if (JSON.stringify(known.get(key) ?? null) === JSON.stringify(record)) return false;
  if (record === null) known.delete(key);
  else known.set(key, record);
  return true;
}
