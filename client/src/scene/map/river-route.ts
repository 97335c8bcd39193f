import { hashText, seededRandom } from '@oto/schema/base/seeded-random';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import type { WorldPoint } from '../types.ts';

/** Numbers of one piece: the four control points of a cubic Bézier curve, in world units. */
export const PIECE_LENGTH = 8;
/** How strongly rivers keep to the common hubs: 0 is the straight way. */
const BUNDLING = 0.82;
/** A hub stands off the middle of its block by at most this share of the block's side. */
const HUB_JITTER = 0.24;
/** Short rivers bow by this share of their length. */
const BOW = 0.16;

/** The plots' blocks have hubs: one for each block of 2^level x 2^level plots, where rivers that go the same way meet. */
function hub(at: WorldPoint, level: number): WorldPoint {
  const side = PLOT_SIZE * 2 ** level;
  // Blocks of a level lie across those of the next, so that no border runs through all levels.
  const shift = ((level * 0.37) % 1) * side;
  const column = Math.floor((at.x + shift) / side);
  const row = Math.floor((at.y + shift) / side);
  const random = seededRandom(hashText(`${level}:${column}:${row}`));
  const jitter = side * HUB_JITTER * 2;
  return {
    x: (column + 0.5) * side - shift + (random() - 0.5) * jitter,
    y: (row + 0.5) * side - shift + (random() - 0.5) * jitter,
  };
}

/**
 * Way of a river as a chain of cubic Bézier curves, PIECE_LENGTH numbers each. It rises through the
 * hubs of larger and larger blocks round its source, crosses, and falls through those round its
 * mouth (after Holten, "Hierarchical Edge Bundles", 2006), so rivers between the same
 * neighbourhoods share a bed. It depends on its two ends alone: no river moves another.
 */
export function riverRoute(from: WorldPoint, to: WorldPoint): Float64Array {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const levels = Math.floor(Math.log2(length / PLOT_SIZE / 1.5));
  if (levels < 1) return bow(from, to);
  const rising: WorldPoint[] = [from];
  const falling: WorldPoint[] = [to];
  for (let level = 1; level <= levels; level++) {
    rising.push(hub(from, level));
    falling.push(hub(to, level));
  }
  return spline(straightened([...rising, ...falling.reverse()]));
}

/** One curve, bent to the side that a river the other way does not use. */
function bow(from: WorldPoint, to: WorldPoint): Float64Array {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const [bx, by] = [dy * BOW, -dx * BOW];
  return Float64Array.of(
    from.x,
    from.y,
    from.x + dx * 0.3 + bx,
    from.y + dy * 0.3 + by,
    from.x + dx * 0.7 + bx,
    from.y + dy * 0.7 + by,
    to.x,
    to.y,
  );
}

function straightened(points: readonly WorldPoint[]): WorldPoint[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [];
  return points.map((point, index) => {
    const t = index / (points.length - 1);
    return {
      x: point.x * BUNDLING + (first.x + (last.x - first.x) * t) * (1 - BUNDLING),
      y: point.y * BUNDLING + (first.y + (last.y - first.y) * t) * (1 - BUNDLING),
    };
  });
}

/** A uniform cubic B-spline that begins and ends at its first and last point, as Bézier curves. */
function spline(points: readonly WorldPoint[]): Float64Array {
  const at = (index: number): WorldPoint => {
    const point = points[Math.min(points.length - 1, Math.max(0, index))];
    if (point === undefined) throw new RangeError('a spline of no points');
    return point;
  };
  const pieces = points.length + 1;
  const out = new Float64Array(pieces * PIECE_LENGTH);
  for (let piece = 0; piece < pieces; piece++) {
    const [a, b, c, d] = [at(piece - 2), at(piece - 1), at(piece), at(piece + 1)];
    const base = piece * PIECE_LENGTH;
    out[base] = (a.x + 4 * b.x + c.x) / 6;
    out[base + 1] = (a.y + 4 * b.y + c.y) / 6;
    out[base + 2] = (2 * b.x + c.x) / 3;
    out[base + 3] = (2 * b.y + c.y) / 3;
    out[base + 4] = (b.x + 2 * c.x) / 3;
    out[base + 5] = (b.y + 2 * c.y) / 3;
    out[base + 6] = (b.x + 4 * c.x + d.x) / 6;
    out[base + 7] = (b.y + 4 * c.y + d.y) / 6;
  }
  return out;
}
