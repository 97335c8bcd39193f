import { BufferImageSource, type WebGLRenderer } from 'pixi.js';
import { uploadRows } from './gpu/texture-upload.ts';
import { RunAllocator } from './run-allocator.ts';
import { WAVE_BARS } from './shader/note.ts';
import type { NoteState } from './state.ts';

const ROWS = 2048;

/** The loudest of each of 32 stretches, as bytes; a lone peak is repeated. */
export function resamplePeaks(peaks: readonly number[], out: Uint8Array, offset: number): void {
  for (let bar = 0; bar < WAVE_BARS; bar++) {
    const from = Math.floor((bar * peaks.length) / WAVE_BARS);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / WAVE_BARS));
    let loudest = 0;
    for (let i = from; i < to; i++) loudest = Math.max(loudest, peaks[i] ?? 0);
    out[offset + bar] = Math.max(0, Math.min(1, loudest)) * 255;
  }
}

/** Waveforms of voices, one row each; the note shader draws the bars. Voices beyond 2,048 show none. */
export class WaveTexture {
  readonly source: BufferImageSource;
  readonly #pixels = new Uint8Array(WAVE_BARS * ROWS);
  readonly #rows = new RunAllocator(ROWS);
  #from = Infinity;
  #to = -1;

  constructor() {
    this.source = new BufferImageSource({
      resource: this.#pixels,
      width: WAVE_BARS,
      height: ROWS,
      format: 'r8unorm',
      scaleMode: 'nearest',
      alphaMode: 'no-premultiply-alpha',
      autoGarbageCollect: false,
    });
  }

  /** Gives the note a row and points its instance at it. */
  assign(note: NoteState): void {
    const peaks = note.view.peaks;
    if (note.view.kind !== 'voice' || peaks === undefined || peaks.length === 0) {
      this.release(note);
      return;
    }
    note.waveRow ??= this.#rows.take(1);
    if (note.waveRow.page > 0) return;
    const row = note.waveRow.start;
    resamplePeaks(peaks, this.#pixels, row * WAVE_BARS);
    note.u0 = ((row + 0.5) / ROWS) * 65535;
    this.#from = Math.min(this.#from, row);
    this.#to = Math.max(this.#to, row + 1);
  }

  release(note: NoteState): void {
    if (note.waveRow === null) return;
    this.#rows.free(note.waveRow);
    note.waveRow = null;
    note.u0 = 0;
  }

  flush(renderer: WebGLRenderer): number {
    if (this.#to < 0) return 0;
    const bytes = uploadRows(renderer, this.source, this.#pixels, this.#from, this.#to, 1);
    this.#from = Infinity;
    this.#to = -1;
    return bytes;
  }
}
