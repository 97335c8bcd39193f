import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import type { FloatingOrigin } from './floating-origin.ts';
import { InstanceLayer, type InstancePage } from './gpu/instance-layer.ts';
import type { Materials } from './gpu/materials.ts';
import type { Stack } from './gpu/stack.ts';
import { isAbove } from './note-state.ts';
import { FLAG_PAST, FLAG_PIN_COVERED, PAST_STEPS } from './shader/note.ts';
import type { WorldPoint, WorldRect } from './types.ts';
import type { NoteState, Sheet } from './state.ts';

/** A sector is 2 x 2 plots: with all notes at 14 px a 4K screen still draws few pages. */
export const SECTOR_PLOTS = 2;

export function sectorKey(plotX: number, plotY: number): string {
  return `${Math.floor(plotX / SECTOR_PLOTS)},${Math.floor(plotY / SECTOR_PLOTS)}`;
}

function byStack(a: NoteState, b: NoteState): number {
  return isAbove(a, b) ? 1 : -1;
}

/**
 * The page sets of some neighbouring plots: shown and hidden together, which is the culling.
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
  visible = false;

  constructor(origin: WorldPoint, materials: Materials, stack: Stack) {
    this.x = origin.x;
    this.y = origin.y;
    this.notes = new InstanceLayer(materials.notes(stack));
    this.ghosts = new InstanceLayer(materials.ghosts(stack));
    this.cords = new InstanceLayer(materials.cords(stack));
    this.text = new InstanceLayer(materials.glyphs(stack, 'text'));
    this.pencil = new InstanceLayer(materials.pencil(stack));
    this.graffiti = new InstanceLayer(materials.glyphs(stack, 'graffiti'));
    this.tags = new InstanceLayer(materials.glyphs(stack, 'tags'));
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

  show(visible: boolean): void {
    this.visible = visible;
    for (const layer of this.#layers) layer.show(visible);
  }

  place(origin: FloatingOrigin): void {
    for (const layer of this.#layers) layer.place(this.x - origin.x, this.y - origin.y);
  }

  /** Uploads what changed; answers the bytes. */
  flush(): number {
    if (this.#orderStale) this.#writeOrder();
    let bytes = 0;
    for (const layer of this.#layers) bytes += layer.flush();
    return bytes;
  }

  countDraws(pinsShown: boolean, shadowsShown: boolean, textShown: boolean): number {
    if (!this.visible) return 0;
    const used = (layer: InstanceLayer): number => layer.pages.reduce((sum, page) => sum + (page.count > 0 ? 1 : 0), 0);
    return (
      used(this.pencil) +
      used(this.graffiti) +
      used(this.ghosts) +
      used(this.notes) * (pinsShown ? 2 : 1) +
      used(this.cords) * (shadowsShown ? 2 : 1) +
      (textShown ? used(this.text) + used(this.tags) : 0)
    );
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
