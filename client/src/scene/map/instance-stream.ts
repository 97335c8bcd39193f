import { Buffer, BufferUsage } from 'pixi.js';

/**
 * Instances of one layer that are written anew as a whole, when the view has left what was written:
 * one buffer, which grows by halves, and one upload of the used part.
 */
export class InstanceStream {
  readonly stride: number;
  readonly buffer: Buffer;
  f32: Float32Array;
  u16: Uint16Array;
  u8: Uint8Array<ArrayBuffer>;
  count = 0;
  #stale = false;

  constructor(stride: number, slots: number) {
    this.stride = stride;
    this.u8 = new Uint8Array(stride * slots);
    this.f32 = new Float32Array(this.u8.buffer);
    this.u16 = new Uint16Array(this.u8.buffer);
    this.buffer = new Buffer({ data: this.u8, usage: BufferUsage.VERTEX | BufferUsage.COPY_DST, shrinkToFit: false });
  }

  clear(): void {
    this.count = 0;
    this.#stale = true;
  }

  /** Index of a fresh slot. What it held before is still there: write all of it. */
  take(): number {
    const slot = this.count++;
    if (this.count * this.stride > this.u8.length) this.#grow();
    this.#stale = true;
    return slot;
  }

  /** Something in the used slots was changed. */
  touch(): void {
    this.#stale = true;
  }

  /** Answers the bytes sent. */
  flush(): number {
    if (!this.#stale) return 0;
    this.#stale = false;
    const bytes = this.count * this.stride;
    if (this.buffer.data !== this.u8) this.buffer.data = this.u8;
    else if (bytes > 0) this.buffer.update(bytes);
    return bytes;
  }

  destroy(): void {
    this.buffer.destroy();
  }

  #grow(): void {
    const slots = Math.ceil((this.u8.length / this.stride) * 1.5) + 16;
    const grown = new Uint8Array(slots * this.stride);
    grown.set(this.u8);
    this.u8 = grown;
    this.f32 = new Float32Array(grown.buffer);
    this.u16 = new Uint16Array(grown.buffer);
  }
}
