import { TextureSource, type WebGLRenderer } from 'pixi.js';
import { uploadBitmap } from './gpu/texture-upload.ts';
import { FRAME } from './shader/note.ts';
import type { NoteState } from './state.ts';

const FRAME_ASPECT = (FRAME.bottom - FRAME.top) / (FRAME.right - FRAME.left);

interface Bucket {
  readonly source: TextureSource;
  readonly side: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** Picture in each cell. */
  readonly cells: (Picture | null)[];
}

interface Picture {
  readonly url: string;
  readonly notes: Set<NoteState>;
  /** Cell in each bucket, -1 for none. */
  readonly cells: [number, number, number];
  bitmap: ImageBitmap | null;
  state: 'idle' | 'loading' | 'failed';
  wanted: number;
  /** Round in which it was last in view. */
  seen: number;
  /** After a failure: do not try again before this. */
  retryAt: number;
}

const UPLOADS_A_FRAME = 4;
const RETRY_MS = 20_000;
/** Largest picture kept decoded for other sizes; beyond it is cut while decoding. */
const KEPT_WIDTH = 384;

function bucket(side: number, width: number): Bucket {
  const height = Math.round(width * FRAME_ASPECT);
  const columns = Math.floor(side / width);
  const source = new TextureSource({
    width: side,
    height: side,
    format: 'rgba8unorm',
    scaleMode: 'linear',
    alphaMode: 'no-premultiply-alpha',
    autoGarbageCollect: false,
  });
  return { source, side, width, height, columns, cells: Array.from({ length: columns * Math.floor(side / height) }, () => null) };
}

/**
 * Pictures on notes, in three atlases by size on screen. Those in view are fetched, a few at a
 * time; the least recently seen give way. While the wanted size is missing, another one stands in.
 */
export class PictureAtlas {
  readonly #buckets = [bucket(2048, 32), bucket(2048, 128), bucket(3072, 384)] as const;
  readonly #pictures = new Map<string, Picture>();
  readonly #ready: Picture[] = [];
  readonly #changed: (note: NoteState) => void;
  readonly #invalidate: () => void;
  readonly #atOnce: number;
  #loading = 0;
  #round = 0;
  #closed = false;
  #queue: Picture[] = [];

  /** `atOnce`: how many are fetched side by side; one by one the atlas fills in the same order every time. */
  constructor(atOnce: number, changed: (note: NoteState) => void, invalidate: () => void) {
    this.#atOnce = atOnce;
    this.#changed = changed;
    this.#invalidate = invalidate;
  }

  get sources(): readonly [TextureSource, TextureSource, TextureSource] {
    return [this.#buckets[0].source, this.#buckets[1].source, this.#buckets[2].source];
  }

  get pending(): number {
    return this.coming + this.#ready.length;
  }
  /** Being fetched, or to be. */
  get coming(): number {
    return this.#loading + this.#queue.length;
  }

  attach(note: NoteState, url: string | undefined): void {
    const before = this.#of(note);
    const next = this.#next.get(note);
    if (before?.url === url && next === undefined) return;
    if (next !== undefined && next.url === url) return;
    this.#forgetNext(note);
    if (before?.url === url) return;
    // What is shown stays until the one that follows has come: a drawing that develops does not flicker.
    const stays = url !== undefined && before !== undefined && before.cells.some((cell) => cell !== -1);
    if (!stays) this.detach(note);
    if (url === undefined) return;
    let picture = this.#pictures.get(url);
    if (picture === undefined) {
      picture = { url, notes: new Set(), cells: [-1, -1, -1], bitmap: null, state: 'idle', wanted: 0, seen: 0, retryAt: 0 };
      this.#pictures.set(url, picture);
    }
    picture.notes.add(note);
    if (stays && picture.cells.every((cell) => cell === -1)) {
      this.#next.set(note, picture);
      return;
    }
    if (stays) this.detach(note);
    this.#held.set(note, picture);
    this.#point(picture, note);
  }

  detach(note: NoteState): void {
    this.#forgetNext(note);
    const picture = this.#of(note);
    if (picture === undefined) return;
    note.bucket = 0;
    this.#held.delete(note);
    this.#leave(picture, note);
  }

  #forgetNext(note: NoteState): void {
    const next = this.#next.get(note);
    if (next === undefined) return;
    this.#next.delete(note);
    this.#leave(next, note);
  }

  #leave(picture: Picture, note: NoteState): void {
    picture.notes.delete(note);
    if (picture.notes.size > 0) return;
    this.#pictures.delete(picture.url);
    this.#drop(picture);
  }

  /** Begins a round: tell it every note in view, then `request`. */
  beginRound(): void {
    this.#round++;
    this.#queue = [];
  }

  /** `px`: device pixels that the note's side covers. */
  inView(note: NoteState, px: number, now: number): void {
    const picture = this.#next.get(note) ?? this.#of(note);
    if (picture === undefined) return;
    const frame = px * (FRAME.right - FRAME.left);
    const wanted = frame <= 44 ? 0 : frame <= 180 ? 1 : 2;
    picture.wanted = picture.seen === this.#round ? Math.max(picture.wanted, wanted) : wanted;
    if (picture.seen === this.#round) return;
    picture.seen = this.#round;
    if (picture.cells[wanted] !== -1 || picture.state === 'loading' || (picture.state === 'failed' && now < picture.retryAt)) return;
    if (picture.bitmap !== null && picture.bitmap.width >= this.#bucketAt(wanted).width) this.#enqueueReady(picture);
    else this.#queue.push(picture);
  }

  request(): void {
    while (this.#loading < this.#atOnce && !this.#closed) {
      const picture = this.#queue.shift();
      if (picture === undefined) return;
      this.#loading++;
      picture.state = 'loading';
      void this.#load(picture).finally(() => {
        this.#loading--;
        this.request();
        this.#invalidate();
      });
    }
  }

  /** Uploads some of what has arrived; answers the bytes. */
  flush(renderer: WebGLRenderer): number {
    let bytes = 0;
    for (let i = 0; i < UPLOADS_A_FRAME; i++) {
      const picture = this.#ready.shift();
      if (picture === undefined) break;
      bytes += this.#place(renderer, picture, picture.wanted);
      if (picture.wanted > 0) bytes += this.#place(renderer, picture, 0);
      for (const note of picture.notes) this.#follow(picture, note);
    }
    if (this.#ready.length > 0) this.#invalidate();
    return bytes;
  }

  /** The GPU forgot everything: all must be uploaded again. */
  lost(): void {
    for (const one of this.#buckets) one.cells.fill(null);
    for (const picture of this.#pictures.values()) {
      picture.cells.fill(-1);
      picture.seen = 0;
      for (const note of picture.notes) this.#point(picture, note);
    }
  }

  destroy(): void {
    this.#closed = true;
    for (const picture of this.#pictures.values()) picture.bitmap?.close();
    for (const one of this.#buckets) one.source.destroy();
  }

  readonly #held = new Map<NoteState, Picture>();
  /** Pictures that are still to come, of notes that show another meanwhile. */
  readonly #next = new Map<NoteState, Picture>();

  /** A picture has come: the note points at it, and what it stood in for goes. */
  #follow(picture: Picture, note: NoteState): void {
    if (this.#next.get(note) === picture) {
      this.#next.delete(note);
      const before = this.#held.get(note);
      this.#held.set(note, picture);
      if (before !== undefined && before !== picture) this.#leave(before, note);
    }
    this.#point(picture, note);
  }

  #of(note: NoteState): Picture | undefined {
    return this.#held.get(note);
  }

  #bucketAt(index: number): Bucket {
    return index === 0 ? this.#buckets[0] : index === 1 ? this.#buckets[1] : this.#buckets[2];
  }

  #enqueueReady(picture: Picture): void {
    if (!this.#ready.includes(picture)) this.#ready.push(picture);
  }

  async #load(picture: Picture): Promise<void> {
    try {
      const answer = await fetch(picture.url, { credentials: 'include' });
      if (!answer.ok) throw new Error(`picture ${answer.status}`);
      const whole = await createImageBitmap(await answer.blob());
      const fit = cover(whole.width, whole.height);
      const width = Math.min(KEPT_WIDTH, this.#bucketAt(picture.wanted).width);
      const cut = await createImageBitmap(whole, fit.x, fit.y, fit.width, fit.height, {
        resizeWidth: width,
        resizeHeight: Math.round(width * FRAME_ASPECT),
        resizeQuality: 'high',
      });
      whole.close();
      picture.bitmap?.close();
      picture.bitmap = cut;
      picture.state = 'idle';
      if (this.#closed || picture.notes.size === 0) this.#drop(picture);
      else this.#enqueueReady(picture);
    } catch {
      // A picture that cannot be had leaves an empty frame on the note; it is asked for again later.
      picture.state = 'failed';
      picture.retryAt = performance.now() + RETRY_MS;
    }
  }

  #place(renderer: WebGLRenderer, picture: Picture, index: number): number {
    if (picture.cells[index] !== -1 || picture.bitmap === null) return 0;
    const target = this.#bucketAt(index);
    const cell = this.#cellFor(target, index);
    if (cell < 0) return 0;
    target.cells[cell] = picture;
    picture.cells[index as 0 | 1 | 2] = cell;
    const bitmap = picture.bitmap;
    const x = (cell % target.columns) * target.width;
    const y = Math.floor(cell / target.columns) * target.height;
    if (bitmap.width === target.width) return uploadBitmap(renderer, target.source, bitmap, x, y);
    const canvas = new OffscreenCanvas(target.width, target.height);
    const pen = canvas.getContext('2d');
    if (pen === null) return 0;
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(bitmap, 0, 0, target.width, target.height);
    const small = canvas.transferToImageBitmap();
    const bytes = uploadBitmap(renderer, target.source, small, x, y);
    small.close();
    return bytes;
  }

  /** A free cell, or that of the picture unseen for longest; -1 when all are in view. */
  #cellFor(target: Bucket, index: number): number {
    let oldest = -1;
    let seen = this.#round;
    for (let cell = 0; cell < target.cells.length; cell++) {
      const holder = target.cells[cell];
      if (holder === null || holder === undefined) return cell;
      if (holder.seen < seen) {
        seen = holder.seen;
        oldest = cell;
      }
    }
    const evicted = target.cells[oldest];
    if (evicted === null || evicted === undefined) return -1;
    evicted.cells[index as 0 | 1 | 2] = -1;
    for (const note of evicted.notes) this.#point(evicted, note);
    return oldest;
  }

  /** Points a note at the best cell there is. */
  #point(picture: Picture, note: NoteState): void {
    if (this.#held.get(note) !== picture) return;
    const order = [picture.wanted, 2, 1, 0];
    const index = order.find((one) => picture.cells[one] !== -1);
    if (index === undefined) {
      note.bucket = 0;
    } else {
      const target = this.#bucketAt(index);
      const cell = picture.cells[index] ?? 0;
      const x = (cell % target.columns) * target.width;
      const y = Math.floor(cell / target.columns) * target.height;
      const scale = 65535 / target.side;
      note.bucket = index + 1;
      note.u0 = (x + 0.75) * scale;
      note.v0 = (y + 0.75) * scale;
      note.u1 = (x + target.width - 0.75) * scale;
      note.v1 = (y + target.height - 0.75) * scale;
    }
    this.#changed(note);
  }

  #drop(picture: Picture): void {
    picture.bitmap?.close();
    picture.bitmap = null;
    picture.cells.forEach((cell, index) => {
      if (cell !== -1) this.#bucketAt(index).cells[cell] = null;
    });
    picture.cells.fill(-1);
    const at = this.#ready.indexOf(picture);
    if (at >= 0) this.#ready.splice(at, 1);
  }
}

/** The middle part of a picture that has the frame's proportions. */
function cover(width: number, height: number): { x: number; y: number; width: number; height: number } {
  const fitHeight = Math.min(height, width * FRAME_ASPECT);
  const fitWidth = fitHeight / FRAME_ASPECT;
  return { x: (width - fitWidth) / 2, y: (height - fitHeight) / 2, width: Math.max(1, fitWidth), height: Math.max(1, fitHeight) };
}
