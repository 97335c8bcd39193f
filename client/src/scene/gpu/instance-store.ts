import { SlotLine } from '../slot-line.ts';
import type { WorldPoint } from '../types.ts';
import { DirtySpans } from './dirty-spans.ts';
import type { InstancePage } from './instance-page.ts';

/** How the instances of one kind are laid out. */
export interface InstanceForm {
  /** Bytes of one instance. */
  readonly stride: number;
  /** Slots of a page: the longest run. */
  readonly slots: number;
  /** Words where a place lies, x and then y behind it: they are made relative to the anchor. */
  readonly places: readonly number[];
}

/** What the store must know of a layer. */
interface StoredLayer {
  /** World point that its places are relative to. */
  readonly origin: WorldPoint;
  readonly pages: readonly InstancePage[];
  /** Slots of a page. */
  readonly slots: number;
  /** Slots to draw when the pages lie one behind the other. */
  readonly end: number;
}

/** Where a layer lies in the store: its slots one behind the other from `start` on. */
interface Block {
  readonly start: number;
  readonly length: number;
  /** What was added to its places. */
  readonly dx: number;
  readonly dy: number;
}

/** Blocks are whole multiples of this many slots. */
const GRAIN = 16;
const FIRST_SLOTS = 512;
/** Room for what is yet to come, when a layer enters and when it has outgrown its block. */
const ENTERING = 1.125;
const OUTGROWN = 1.5;
/** Above this many slots a store that is more than half empty moves its last blocks down. */
const LOOSE = 512;
/** Blocks moved down in one frame. */
const MOVES = 8;
/** Upload what lies between two changed spans too when it is less, in bytes: a call costs more. */
const JOIN_BYTES = 4096;

/**
 * All instances of one kind that are drawn, in one array, which a GPU buffer mirrors. Each layer in
 * store has one block, so its slots keep their order. The lowest free block is taken first and what
 * is free below `end` is zero: an instance of zeros draws nothing.
 */
export class InstanceStore {
  readonly form: InstanceForm;
  readonly #line = new SlotLine();
  readonly #kept = new Set<StoredLayer>();
  readonly #blocks = new Map<StoredLayer, Block>();
  /** Layers whose block is not what it should be. */
  readonly #unsettled = new Set<StoredLayer>();
  readonly #dirty = new DirtySpans();
  #u8: Uint8Array<ArrayBuffer>;
  #u32: Uint32Array;
  #f32: Float32Array;
  #x = 0;
  #y = 0;
  /** A block was freed since blocks were last moved down. */
  #isLoose = false;

  constructor(form: InstanceForm) {
    this.form = form;
    this.#u8 = new Uint8Array(form.stride * FIRST_SLOTS);
    this.#u32 = new Uint32Array(this.#u8.buffer);
    this.#f32 = new Float32Array(this.#u8.buffer);
  }

  /** The array itself: another one after it has grown. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#u8;
  }

  /** Slots to draw. */
  get end(): number {
    return this.#line.end;
  }

  /** First slot and length of a layer's block; null while it has none. */
  blockOf(layer: StoredLayer): { readonly start: number; readonly length: number } | null {
    return this.#blocks.get(layer) ?? null;
  }

  /** Moves the point that places are relative to: all blocks are written anew when they are settled. */
  anchorAt(point: WorldPoint): void {
    if (point.x === this.#x && point.y === this.#y) return;
    this.#x = point.x;
    this.#y = point.y;
    for (const layer of this.#blocks.keys()) this.#unsettled.add(layer);
  }

  keep(layer: StoredLayer, kept: boolean): void {
    if (kept === this.#kept.has(layer)) return;
    if (kept) {
      this.#kept.add(layer);
      this.#unsettled.add(layer);
      return;
    }
    this.#kept.delete(layer);
    this.#unsettled.delete(layer);
    this.#drop(layer);
  }

  /** The layer has more or fewer slots to draw. */
  resized(layer: StoredLayer): void {
    if (this.#kept.has(layer)) this.#unsettled.add(layer);
  }

  /** Slots of a page were written: copies what lies in the layer's block. */
  written(layer: StoredLayer, page: InstancePage, slot: number, slots: number): void {
    const block = this.#blocks.get(layer);
    if (block !== undefined) this.#copy(block, layer, page, slot, slots);
  }

  /** Gives every kept layer the block it needs. */
  settle(): void {
    for (const layer of this.#unsettled) this.#settleOne(layer);
    this.#unsettled.clear();
    if (this.#isLoose && this.#line.end > LOOSE && this.#line.used * 2 < this.#line.end) this.#isLoose = this.#moveDown();
  }

  /** Visits the changed bytes, ascending, and forgets them. */
  drain(visit: (offset: number, bytes: number) => void): void {
    const { stride } = this.form;
    const end = this.#line.end;
    this.#dirty.drain(Math.floor(JOIN_BYTES / stride), (start, count) => {
      const to = Math.min(start + count, end);
      if (to > start) visit(start * stride, (to - start) * stride);
    });
  }

  get isClean(): boolean {
    return this.#dirty.isClean;
  }

  /** The whole array is uploaded in another way. */
  forgetChanges(): void {
    this.#dirty.clear();
  }

  #settleOne(layer: StoredLayer): void {
    const need = layer.end;
    const block = this.#blocks.get(layer);
    if (need === 0) return this.#drop(layer);
    const dx = layer.origin.x - this.#x;
    const dy = layer.origin.y - this.#y;
    if (block === undefined || block.length < need) {
      this.#drop(layer);
      const room = need * (block === undefined ? ENTERING : OUTGROWN);
      this.#place(layer, Math.ceil(room / GRAIN) * GRAIN, dx, dy);
    } else if (block.dx !== dx || block.dy !== dy) {
      this.#lay(layer, { ...block, dx, dy });
    }
  }

  #place(layer: StoredLayer, length: number, dx: number, dy: number): void {
    this.#lay(layer, { start: this.#take(length), length, dx, dy });
  }

  #take(length: number): number {
    const start = this.#line.take(length);
    if (start === null) throw new Error('an endless line has room');
    if (this.#line.end * this.form.stride > this.#u8.byteLength) this.#grow(this.#line.end);
    return start;
  }

  #lay(layer: StoredLayer, block: Block): void {
    this.#blocks.set(layer, block);
    this.#copyAll(block, layer);
  }

  #drop(layer: StoredLayer): void {
    const block = this.#blocks.get(layer);
    if (block === undefined) return;
    this.#blocks.delete(layer);
    this.#line.free(block.start, block.length);
    this.#clear(block);
    this.#isLoose = true;
  }

  /** Moves the blocks that lie last into gaps; answers whether more might move. */
  #moveDown(): boolean {
    const last = [...this.#blocks].sort((a, b) => b[1].start - a[1].start).slice(0, MOVES);
    for (const [layer, block] of last) {
      this.#line.free(block.start, block.length);
      const start = this.#take(block.length);
      if (start === block.start) return false;
      this.#clear(block);
      this.#lay(layer, { ...block, start });
    }
    return last.length === MOVES;
  }

  #clear(block: Block): void {
    const { stride } = this.form;
    this.#u8.fill(0, block.start * stride, (block.start + block.length) * stride);
    this.#dirty.mark(block.start, block.length);
  }

  #copyAll(block: Block, layer: StoredLayer): void {
    this.#clear(block);
    for (const page of layer.pages) this.#copy(block, layer, page, 0, page.count);
  }

  #copy(block: Block, layer: StoredLayer, page: InstancePage, slot: number, slots: number): void {
    const first = page.index * layer.slots + slot;
    const count = Math.min(slots, block.length - first);
    if (count <= 0) return;
    const words = this.form.stride / 4;
    const to = (block.start + first) * words;
    const from = slot * words;
    // As whole words: a float would change the bits of what is no number.
    for (let word = 0; word < count * words; word++) this.#u32[to + word] = page.u32[from + word] ?? 0;
    for (const place of this.form.places) {
      for (let word = place; word < count * words; word += words) {
        this.#f32[to + word] = (page.f32[from + word] ?? 0) + block.dx;
        this.#f32[to + word + 1] = (page.f32[from + word + 1] ?? 0) + block.dy;
      }
    }
    this.#dirty.mark(block.start + first, count);
  }

  #grow(slots: number): void {
    let length = this.#u8.byteLength;
    while (length < slots * this.form.stride) length *= 2;
    const bytes = new Uint8Array(length);
    bytes.set(this.#u8);
    this.#u8 = bytes;
    this.#u32 = new Uint32Array(bytes.buffer);
    this.#f32 = new Float32Array(bytes.buffer);
  }
}
