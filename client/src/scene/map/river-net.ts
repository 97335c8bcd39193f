import { hashText } from '@oto/schema/base/seeded-random';
import { rgbOf } from '../colour.ts';
import type { RiverView, WorldPoint } from '../types.ts';
import { riverRoute } from './river-route.ts';

/** Colours told apart in one stream. */
export const STREAM_COLOURS = 3;

/**
 * One curve of the net, a quadratic Bézier: all rivers that take it flow as one stream. World units.
 */
export interface Stream {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly cx: number;
  readonly cy: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** It begins or ends in a plot. */
  readonly begins: boolean;
  readonly ends: boolean;
  /** 0 to 1. */
  readonly seed: number;
  /** Of all its rivers together. */
  cords: number;
  /** Cords by colour. */
  readonly colours: Map<number, number>;
  /** The greatest colours, 0xRRGGBB, and their shares of 255; null when they must be told anew. */
  inks: readonly (readonly [rgb: number, share: number])[] | null;
  /** Streams that flow into it and out of it, with the rivers that take both. */
  readonly before: Map<Stream, number>;
  readonly after: Map<Stream, number>;
}

interface Held {
  readonly view: RiverView;
  readonly rgb: number;
  readonly keys: readonly string[];
}

/**
 * Rivers as a net of streams: where several take the same way there is one stream that bears the
 * cords of all. The sum of cords of the streams that leave a plot is that of its rivers.
 */
export class RiverNet {
  readonly #streams = new Map<string, Stream>();
  readonly #rivers = new Map<string, Held>();
  #byCords: readonly Stream[] | null = null;

  get streams(): IterableIterator<Stream> {
    return this.#streams.values();
  }

  /** Widest first. */
  byCords(): readonly Stream[] {
    this.#byCords ??= [...this.#streams.values()].sort((one, other) => other.cords - one.cords || one.seed - other.seed);
    return this.#byCords;
  }

  get size(): number {
    return this.#rivers.size;
  }

  set(view: RiverView): void {
    this.delete(view.id);
    const rgb = rgbOf(view.colour);
    const points = riverRoute(view.from, view.to);
    const keys: string[] = [];
    this.#byCords = null;
    let last: Stream | null = null;
    for (let index = 1; index < points.length - 1; index++) {
      const key = keyOf(points, index);
      const stream = this.#streams.get(key) ?? streamOf(points, index, key);
      this.#streams.set(key, stream);
      stream.cords += view.cords;
      stream.inks = null;
      stream.colours.set(rgb, (stream.colours.get(rgb) ?? 0) + view.cords);
      if (last !== null) join(last, stream, 1);
      last = stream;
      keys.push(key);
    }
    this.#rivers.set(view.id, { view, rgb, keys });
  }

  delete(id: string): boolean {
    const held = this.#rivers.get(id);
    if (held === undefined) return false;
    this.#rivers.delete(id);
    this.#byCords = null;
    let last: Stream | null = null;
    for (const key of held.keys) {
      const stream = this.#streams.get(key);
      if (stream === undefined) throw new Error(`river ${id} has lost the stream ${key}`);
      if (last !== null) join(last, stream, -1);
      last = stream;
      stream.cords -= held.view.cords;
      stream.inks = null;
      const rest = (stream.colours.get(held.rgb) ?? 0) - held.view.cords;
      if (rest > 0) stream.colours.set(held.rgb, rest);
      else stream.colours.delete(held.rgb);
      if (stream.colours.size === 0) this.#streams.delete(key);
    }
    return true;
  }
}

/** The colours a stream is told in, greatest first. */
export function inksOf(stream: Stream): readonly (readonly [rgb: number, share: number])[] {
  if (stream.inks !== null) return stream.inks;
  const greatest = [...stream.colours].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, STREAM_COLOURS);
  const told = greatest.reduce((sum, [, cords]) => sum + cords, 0);
  stream.inks = greatest.map(([rgb, cords]) => [rgb, Math.round((cords / told) * 255)] as const);
  return stream.inks;
}

function join(stream: Stream, next: Stream, rivers: 1 | -1): void {
  count(stream.after, next, rivers);
  count(next.before, stream, rivers);
}

function count(streams: Map<Stream, number>, one: Stream, rivers: 1 | -1): void {
  const now = (streams.get(one) ?? 0) + rivers;
  if (now > 0) streams.set(one, now);
  else streams.delete(one);
}

function at(points: readonly WorldPoint[], index: number): WorldPoint {
  const point = points[index];
  if (point === undefined) throw new RangeError(`no point ${index} of ${points.length}`);
  return point;
}

function keyOf(points: readonly WorldPoint[], index: number): string {
  const [a, b, c] = [at(points, index - 1), at(points, index), at(points, index + 1)];
  const first = index === 1 ? 'b' : '';
  const last = index === points.length - 2 ? 'e' : '';
  return `${a.x},${a.y};${b.x},${b.y};${c.x},${c.y}${first}${last}`;
}

/** The curve round a point of the way, from the middle before it to the middle after it, or from and to the ends. */
function streamOf(points: readonly WorldPoint[], index: number, key: string): Stream {
  const [a, b, c] = [at(points, index - 1), at(points, index), at(points, index + 1)];
  const begins = index === 1;
  const ends = index === points.length - 2;
  const from = begins ? a : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const to = ends ? c : { x: (b.x + c.x) / 2, y: (b.y + c.y) / 2 };
  return {
    ax: from.x,
    ay: from.y,
    bx: b.x,
    by: b.y,
    cx: to.x,
    cy: to.y,
    left: Math.min(from.x, b.x, to.x),
    top: Math.min(from.y, b.y, to.y),
    right: Math.max(from.x, b.x, to.x),
    bottom: Math.max(from.y, b.y, to.y),
    begins,
    ends,
    seed: (hashText(key) & 0xffff) / 0xffff,
    cords: 0,
    colours: new Map(),
    inks: null,
    before: new Map(),
    after: new Map(),
  };
}
