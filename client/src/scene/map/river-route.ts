import { hashText } from '@oto/schema/base/seeded-random';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import type { WorldPoint } from '../types.ts';

/** Units that a hub stands off its crossroads, so that beds are not ruled lines. */
const HUB_DRIFT = 420;
/** Short rivers bow by this share of their length. */
const BOW = 0.17;
/** In blocks up to this level hubs lie in any quarter. */
const FREE_LEVEL = 3;
/** Cosine between two legs of a way under which the point between them is a detour. */
const SHARPEST = -0.3;
/** Rivers of at least this many plots, and each doubling of it, rise by one level of hubs. */
const FIRST_RISE = 4.2;

/**
 * Plots from the lattice of blocks to the middle of the world: 10101010101 in binary, so that no
 * border of blocks of any level runs through the middle.
 */
const MIDDLE = 1365;

/** A block of 2^level x 2^level plots, by its column and row among those of its level. */
interface Block {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** A number without pattern from three integers. */
function mixed(a: number, b: number, c: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function blockOf(at: WorldPoint, level: number): Block {
  const plots = 2 ** level;
  return {
    level,
    column: Math.floor((Math.round(at.x / PLOT_SIZE) + MIDDLE) / plots),
    row: Math.floor((Math.round(at.y / PLOT_SIZE) + MIDDLE) / plots),
  };
}

/**
 * Where the rivers of a block meet: at the crossroads of its four plots, on bare paper, or in the
 * hub of one of its four quarters. Worlds grow from the middle outwards, so it is one of the inner
 * quarters: hubs of half empty blocks do not lie outside.
 */
function hub({ level, column, row }: Block): WorldPoint {
  const hash = mixed(level, column, row);
  if (level > 1) {
    const half = 2 ** (level - 1);
    const inner = (at: number): number => ((at * 2 + 1) * half < MIDDLE ? 1 : 0);
    // In small blocks any quarter will do, and makes the bed wind.
    const free = level <= FREE_LEVEL;
    const right = free ? hash & 1 : inner(column);
    const down = free ? (hash >>> 1) & 1 : inner(row);
    return hub({ level: level - 1, column: column * 2 + right, row: row * 2 + down });
  }
  const drift = (bits: number): number => Math.round((((bits & 255) / 255) * 2 - 1) * HUB_DRIFT);
  const crossroads = (block: number): number => (block * 2 + 0.5 - MIDDLE) * PLOT_SIZE;
  return { x: crossroads(column) + drift(hash >>> 4), y: crossroads(row) + drift(hash >>> 12) };
}

/** Blocks from one to another of the same level, both included, each beside the one before. */
function crossing(from: Block, to: Block): Block[] {
  const steps = Math.max(Math.abs(to.column - from.column), Math.abs(to.row - from.row));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const t = steps === 0 ? 0 : step / steps;
    return {
      level: from.level,
      column: Math.round(from.column + (to.column - from.column) * t),
      row: Math.round(from.row + (to.row - from.row) * t),
    };
  });
}

/**
 * Points of a river's bed from end to end: it is the curve that leaves the first for the second,
 * passes between each two that follow, and ends in the last. It rises through the hubs of larger
 * and larger blocks round one end, crosses from block to neighbouring block, and falls through
 * the hubs round the other (after Holten, "Hierarchical Edge Bundles", 2006): so there are few
 * beds, and rivers that go the same way share them. Both directions have the same way, and no
 * river moves another.
 */
export function riverRoute(one: WorldPoint, other: WorldPoint): WorldPoint[] {
  const forth = one.x < other.x || (one.x === other.x && one.y <= other.y);
  const [from, to] = forth ? [one, other] : [other, one];
  const plots = Math.hypot(to.x - from.x, to.y - from.y) / PLOT_SIZE;
  const levels = Math.floor(Math.log2(plots / FIRST_RISE)) + 1;
  if (levels < 1) return [from, bow(from, to), to];
  const rising: WorldPoint[] = [from];
  const falling: WorldPoint[] = [to];
  for (let level = 1; level < levels; level++) {
    rising.push(hub(blockOf(from, level)));
    falling.push(hub(blockOf(to, level)));
  }
  const across = crossing(blockOf(from, levels), blockOf(to, levels)).map(hub);
  return withoutDetours(withoutRepeats([...rising, ...across, ...falling.toReversed()]));
}

function bow(from: WorldPoint, to: WorldPoint): WorldPoint {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const side = (hashText(`${from.x}:${from.y}:${to.x}:${to.y}`) & 1) * 2 - 1;
  return { x: Math.round((from.x + to.x) / 2 + dy * BOW * 2 * side), y: Math.round((from.y + to.y) / 2 - dx * BOW * 2 * side) };
}

/** Hubs that lie behind one are passed by: rivers do not turn back. */
function withoutDetours(points: readonly WorldPoint[]): WorldPoint[] {
  const kept = [...points];
  while (kept.length > 3) {
    let sharpest = SHARPEST;
    let detour = 0;
    for (let index = 1; index < kept.length - 1; index++) {
      const cosine = straightness(kept[index - 1], kept[index], kept[index + 1]);
      if (cosine >= sharpest) continue;
      sharpest = cosine;
      detour = index;
    }
    if (detour === 0) break;
    kept.splice(detour, 1);
  }
  return kept;
}

/** 1 straight on, -1 back the way it came. */
function straightness(a: WorldPoint | undefined, b: WorldPoint | undefined, c: WorldPoint | undefined): number {
  if (a === undefined || b === undefined || c === undefined) return 1;
  const [ux, uy, vx, vy] = [b.x - a.x, b.y - a.y, c.x - b.x, c.y - b.y];
  return (ux * vx + uy * vy) / Math.max(1, Math.hypot(ux, uy) * Math.hypot(vx, vy));
}

/** A block's hub is that of one of its quarters too. At least one point is left between the ends. */
function withoutRepeats(points: readonly WorldPoint[]): WorldPoint[] {
  return points.filter((point, index) => {
    const last = points[index - 1];
    return last === undefined || last.x !== point.x || last.y !== point.y;
  });
}
