import { CREATION_SIZE } from '@oto/schema/board/kind';
import {
  CELL_HEIGHT,
  CELL_WIDTH,
  COLUMNS,
  nextSeat,
  PLOT_CAPACITY,
  ROWS,
  rowSlide,
  SEAT_LIMIT,
  type Taken,
} from '@oto/schema/board/placement';

/** Beyond the outermost note's centre, units: half a note and the air that region outlines keep. */
const AROUND = CREATION_SIZE / 2 + 150;
const LEAST_REACH_X = 640;
const LEAST_REACH_Y = 500;

/**
 * What a plot of n notes looks like when its notes are not known. Real seats vary by chance inside
 * their cells, but the cells fill in this order, so the likeness has the true shape and fullness.
 */
export interface LikelySeats {
  /** Row by row: the cell is taken from this many notes on, counted from 1; a cell never taken holds PLOT_CAPACITY + 1. */
  readonly ranks: readonly number[];
  /** Half width and height of the outline round n notes, by n from 0 to PLOT_CAPACITY. */
  readonly reachX: readonly number[];
  readonly reachY: readonly number[];
}

export function likelySeats(): LikelySeats {
  const ranks = Array.from({ length: ROWS * COLUMNS }, () => PLOT_CAPACITY + 1);
  const reachX = [LEAST_REACH_X];
  const reachY = [LEAST_REACH_Y];
  const taken: Taken[] = [];
  for (let rank = 1; rank <= PLOT_CAPACITY; rank++) {
    const seat = nextSeat(taken, CREATION_SIZE, rank);
    if (seat === null) throw new Error(`no seat ${rank} in a plot of ${PLOT_CAPACITY}`);
    const [x, y] = seat;
    taken.push({ x, y, size: CREATION_SIZE });
    const row = Math.round(y / CELL_HEIGHT) + (ROWS - 1) / 2;
    const column = Math.round((x - rowSlide(row)) / CELL_WIDTH) + (COLUMNS - 1) / 2;
    ranks[row * COLUMNS + column] = rank;
    reachX.push(Math.max(reachX[rank - 1] ?? 0, Math.min(SEAT_LIMIT, Math.abs(x) + AROUND)));
    reachY.push(Math.max(reachY[rank - 1] ?? 0, Math.min(SEAT_LIMIT, Math.abs(y) + AROUND)));
  }
  return { ranks, reachX, reachY };
}
