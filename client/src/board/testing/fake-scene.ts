import type { CordView, NoteView } from '../../scene/types.ts';
import type { ViewSink } from '../view-options.ts';

/** A scene that remembers what it shows and what it was told, in words. */
export class FakeScene implements ViewSink {
  readonly regions = new Map<string, string>();
  readonly notes = new Map<string, NoteView>();
  readonly cords = new Map<string, CordView>();
  readonly told: string[] = [];

  upsertRegion: ViewSink['upsertRegion'] = (region) => void this.regions.set(region.key, region.title ?? '');
  removeRegion: ViewSink['removeRegion'] = (key) => void this.regions.delete(key);
  upsertNote: ViewSink['upsertNote'] = (_, note) => {
    this.told.push('upsert');
    this.notes.set(note.id, note);
  };
  moveNote: ViewSink['moveNote'] = (id, x, y, rot) => {
    this.told.push('move');
    this.#put(id, x, y, rot);
  };
  glideNote: ViewSink['glideNote'] = (id, x, y, rot) => {
    this.told.push('glide');
    this.#put(id, x, y, rot);
  };
  landNote: ViewSink['landNote'] = () => void this.told.push('land');
  removeNote: ViewSink['removeNote'] = (id) => {
    this.told.push('remove');
    this.notes.delete(id);
  };
  crumpleNote: ViewSink['crumpleNote'] = (id) => {
    this.told.push('crumple');
    this.notes.delete(id);
  };
  noteAt: ViewSink['noteAt'] = (id) => this.notes.get(id) ?? null;
  upsertCord: ViewSink['upsertCord'] = (cord) => void this.cords.set(cord.id, cord);
  removeCord: ViewSink['removeCord'] = (id) => void this.cords.delete(id);
  readonly past = new Map<string, boolean>();
  setPast: ViewSink['setPast'] = (key, past) => void this.past.set(key, past);

  taken(): string[] {
    return this.told.splice(0);
  }
  #put(id: string, x: number, y: number, rot: number): void {
    const note = this.notes.get(id);
    if (note) this.notes.set(id, { ...note, x, y, rot });
  }
}
