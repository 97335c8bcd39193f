import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { InstanceLayer } from './gpu/instance-layer.ts';
import type { InstancePage } from './gpu/instance-page.ts';
import type { Pools } from './gpu/pools.ts';
import { isAbove } from './note-state.ts';
import { FLAG_PAST, FLAG_PIN_COVERED, PAST_STEPS } from './shader/note.ts';
import type { WorldPoint, WorldRect } from './types.ts';
import type { NoteState, Sheet } from './state.ts';

/** A sector is 2 x 2 plots: what is drawn beyond the screen's edge is at most that. */
export const SECTOR_PLOTS = 2;

function byStack(a: NoteState, b: NoteState): number {
  return isAbove(a, b) ? 1 : -1;
}

/**
 * All that lies on some neighbouring plots: kept on the GPU or not together, which is the culling.
 * Instances hold places relative to the sector's origin. The order of the notes' slots is their
 * stacking order.
 */
export class Sector implements Sheet {
  readonly x: number;
  readonly y: number;
  readonly notes: InstanceLayer;
  readonly ghosts: InstanceLayer;
  readonly cords: InstanceLayer;
  readonly text: InstanceLayer;
  readonly pencil: InstanceLayer;
  readonly graffiti: InstanceLayer;
  readonly tags: InstanceLayer;
  readonly #layers: readonly InstanceLayer[];
  readonly #order: NoteState[] = [];
  #orderStale = false;
  #left = Infinity;
  #top = Infinity;
  #right = -Infinity;
  #bottom = -Infinity;
  #kept = false;
  visible = false;

  constructor(origin: WorldPoint, pools: Pools) {
    this.x = origin.x;
    this.y = origin.y;
    this.notes = new InstanceLayer(pools.notes.store, origin);
    this.ghosts = new InstanceLayer(pools.ghosts.store, origin);
    this.cords = new InstanceLayer(pools.cords.store, origin);
    this.text = new InstanceLayer(pools.text.store, origin);
    this.pencil = new InstanceLayer(pools.pencil.store, origin);
    this.graffiti = new InstanceLayer(pools.graffiti.store, origin);
    this.tags = new InstanceLayer(pools.tags.store, origin);
    this.#layers = [this.pencil, this.graffiti, this.ghosts, this.notes, this.cords, this.text, this.tags];
  }

  static originOf(plotX: number, plotY: number): WorldPoint {
    const corner = (plot: number): number => Math.floor(plot / SECTOR_PLOTS) * SECTOR_PLOTS;
    return { x: corner(plotX) * PLOT_SIZE, y: corner(plotY) * PLOT_SIZE };
  }

  get orderedNotes(): readonly NoteState[] {
    return this.#order;
  }

  addNote(note: NoteState): void {
    note.slot = this.#order.length;
    this.#order.push(note);
    this.#orderStale = true;
  }

  removeNote(note: NoteState): void {
    const index = this.#order.indexOf(note);
    if (index < 0) return;
    this.#order.splice(index, 1);
    note.slot = -1;
    this.#orderStale = true;
  }

  restack(): void {
    this.#orderStale = true;
  }

  /** Writes one note's instance where it stands; a stale order is written whole at the flush. */
  writeNote(note: NoteState): void {
    if (this.#orderStale || note.slot < 0) return;
    const page = this.notes.page(Math.floor(note.slot / this.notes.slots));
    this.#write(page, note.slot % this.notes.slots, note);
    page.touch(note.slot % this.notes.slots);
  }

  /** Grows the rectangle that decides about visibility. */
  reach(x: number, y: number, margin: number): void {
    this.#left = Math.min(this.#left, x - margin);
    this.#top = Math.min(this.#top, y - margin);
    this.#right = Math.max(this.#right, x + margin);
    this.#bottom = Math.max(this.#bottom, y + margin);
  }

  meets(rect: WorldRect): boolean {
    return this.#left <= rect.x + rect.width && this.#right >= rect.x && this.#top <= rect.y + rect.height && this.#bottom >= rect.y;
  }

  /** `kept`: on the GPU, which draws it whether it is on screen or not. */
  show(visible: boolean, kept = visible): void {
    this.visible = visible;
    if (kept === this.#kept) return;
    this.#kept = kept;
    for (const layer of this.#layers) layer.keep(kept);
  }

  get isKept(): boolean {
    return this.#kept;
  }

  /** Writes what waited for a frame. */
  flush(): void {
    if (this.#orderStale) this.#writeOrder();
  }

  destroy(): void {
    for (const layer of this.#layers) layer.destroy();
  }

  #writeOrder(): void {
    this.#orderStale = false;
    this.#order.sort(byStack);
    const slots = this.notes.slots;
    const pages = Math.max(this.notes.pages.length, Math.ceil(this.#order.length / slots));
    for (let index = 0; index < pages; index++) {
      const page = this.notes.page(index);
      const count = Math.max(0, Math.min(slots, this.#order.length - index * slots));
      for (let slot = 0; slot < count; slot++) {
        const note = this.#order[index * slots + slot];
        if (note === undefined) continue;
        note.slot = index * slots + slot;
        this.#write(page, slot, note);
      }
      if (count > 0) page.touch(0, count);
      this.notes.setCount(page, count);
    }
  }

  #write(page: InstancePage, slot: number, note: NoteState): void {
    const word = slot * (page.stride / 4);
    const { f32, u8, u16 } = page;
    f32[word] = note.x - this.x;
    f32[word + 1] = note.y - this.y;
    f32[word + 2] = note.size;
    f32[word + 3] = note.rot;
    const byte = slot * page.stride + 16;
    u8[byte] = note.rgb >> 16;
    u8[byte + 1] = note.rgb >> 8;
    u8[byte + 2] = note.rgb;
    u8[byte + 3] = note.opacity * 255;
    u8[byte + 4] = note.curl;
    u8[byte + 5] = note.seed;
    u8[byte + 6] = note.code;
    u8[byte + 7] = (note.pinCovered ? FLAG_PIN_COVERED : 0) + FLAG_PAST * Math.round(note.region.past * PAST_STEPS);
    const half = slot * (page.stride / 2) + 12;
    u16[half] = note.u0;
    u16[half + 1] = note.v0;
    u16[half + 2] = note.u1;
    u16[half + 3] = note.v1;
    u8[byte + 16] = note.bucket;
    u8[byte + 17] = note.glow * 255;
    u8[byte + 18] = note.crumple * 255;
    u8[byte + 19] = note.lift * 255;
  }
}
