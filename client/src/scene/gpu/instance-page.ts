/** Hears which slots of a page were written. */
type PageListener = (page: InstancePage, slot: number, slots: number) => void;

/** A stretch of a layer's instances with views for writing. Whoever writes says so afterwards. */
export class InstancePage {
  readonly index: number;
  readonly stride: number;
  readonly u8: Uint8Array<ArrayBuffer>;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly #written: PageListener;
  /** Slots up to the last one in use. */
  count = 0;

  /** `stride`: bytes of an instance, a multiple of 4. */
  constructor(index: number, stride: number, slots: number, written: PageListener) {
    this.index = index;
    this.stride = stride;
    this.#written = written;
    this.u8 = new Uint8Array(stride * slots);
    this.u16 = new Uint16Array(this.u8.buffer);
    this.u32 = new Uint32Array(this.u8.buffer);
    this.f32 = new Float32Array(this.u8.buffer);
  }

  /** The slots have been written. */
  touch(slot: number, slots = 1): void {
    this.#written(this, slot, slots);
  }
}
