/** Shares of the device's resolution that a movement may be drawn with, the sharpest first. */
export const RESOLUTION_STEPS = [1, 0.75, 0.5] as const;
const LAST_STEP = RESOLUTION_STEPS.length - 1;

/** Waited longer for a frame than this, milliseconds: one of 60 a second was missed. */
export const LATE_MS = 22;
/** Late frames in a row that lower the resolution; a single hitch does not. */
const LATE_IN_ROW = 3;
/** Mean wait, milliseconds, of frames that crawl: so few of them in a row lower the resolution all the way. */
export const CRAWLING_MS = 100;
const CRAWLING_IN_ROW = 2;
/** Frames after a change that say nothing of it: they were in the pipeline, or paid for new buffers. */
const SETTLING = 2;
/** A lower resolution that leaves frames this slow, as a share of before, did not help. */
const NO_HELP = 0.85;
/** Movements that a lower resolution has saved before the GPU counts as weak. */
const PROOFS = 3;
/** Frames in time, over movements, before the next one dares a higher resolution. */
const SPARE = 60;
/** Each time that lowering was in vain doubles the patience, up to here. */
const MOST_PATIENCE = 32;

/** Never changed in place. */
export interface QualityState {
  readonly pinned: boolean;
  /** Whether the GPU draws the full shaders or the plain ones; once plain it stays so. */
  readonly paper: 'full' | 'plain';
  /** Index into RESOLUTION_STEPS; 0 at rest. */
  readonly step: number;
  /** The step with which the next movement begins. */
  readonly learned: number;
  readonly moving: boolean;
  /** Frames yet to be ignored. */
  readonly settling: number;
  /** Late frames in a row, and the sum of their waits. */
  readonly late: number;
  readonly lateMs: number;
  /** Frames in time since the resolution that movements need was last in doubt. */
  readonly inTime: number;
  /** Mean wait that made this movement lower its resolution first; 0 while it has not. */
  readonly beforeMs: number;
  /** Lowering it did not help in this movement: something else is slow. */
  readonly vain: boolean;
  readonly patience: number;
  readonly proofs: number;
}

/** `auto` begins full; the others never change. */
export function qualityOf(wanted: 'auto' | 'full' | 'plain'): QualityState {
  return {
    pinned: wanted !== 'auto',
    paper: wanted === 'plain' ? 'plain' : 'full',
    step: 0,
    learned: 0,
    moving: false,
    settling: 0,
    late: 0,
    lateMs: 0,
    inTime: 0,
    beforeMs: 0,
    vain: false,
    patience: 1,
    proofs: 0,
  };
}

/**
 * A frame of a movement was drawn; `waitedMs` passed between asking for it and getting it, which is
 * how the browser tells that the GPU is behind. Within one movement the resolution only falls,
 * except once, when falling was in vain.
 */
export function frameOfMovement(state: QualityState, waitedMs: number): QualityState {
  if (state.pinned) return state;
  if (!state.moving) return { ...state, moving: true, step: state.learned, settling: SETTLING };
  if (state.settling > 0 && waitedMs <= CRAWLING_MS) return { ...state, settling: state.settling - 1 };
  if (waitedMs <= LATE_MS) return { ...state, late: 0, lateMs: 0, inTime: state.inTime + 1 };
  const late = state.late + 1;
  const lateMs = state.lateMs + waitedMs;
  const isCrawling = late >= CRAWLING_IN_ROW * state.patience && lateMs / late > CRAWLING_MS;
  if (state.vain || (!isCrawling && late < LATE_IN_ROW * state.patience)) return { ...state, late, lateMs };
  return lower({ ...state, late: 0, lateMs: 0 }, lateMs / late, isCrawling ? LAST_STEP : state.step + 1);
}

function lower(state: QualityState, meanMs: number, step: number): QualityState {
  if (state.step < LAST_STEP) {
    const beforeMs = state.beforeMs === 0 ? meanMs : state.beforeMs;
    return { ...state, step, settling: SETTLING, beforeMs };
  }
  // A movement that began at the lowest step has nothing to compare itself with.
  if (state.beforeMs === 0 || meanMs <= state.beforeMs * NO_HELP) return state;
  const patience = Math.min(MOST_PATIENCE, state.patience * 2);
  return { ...state, step: 0, learned: 0, settling: SETTLING, vain: true, patience };
}

/** The view came to rest: it is drawn sharp, and what the movement taught is kept for the next. */
export function comeToRest(state: QualityState): QualityState {
  if (!state.moving) return state;
  const rested = { ...state, moving: false, step: 0, settling: 0, late: 0, lateMs: 0, beforeMs: 0, vain: false };
  if (state.vain) return { ...rested, learned: 0, inTime: 0 };
  if (state.beforeMs > 0) {
    const proofs = state.proofs + 1;
    // Plain shaders are seen less than blur: they are tried first, at the full resolution again.
    if (state.paper === 'full' && proofs >= PROOFS) return { ...rested, paper: 'plain', learned: 0, proofs: 0, inTime: 0 };
    return { ...rested, proofs, learned: state.step, inTime: 0 };
  }
  if (state.inTime < SPARE) return rested;
  const proofs = state.step === 0 ? Math.max(0, state.proofs - 1) : state.proofs;
  return { ...rested, proofs, learned: Math.max(0, state.step - 1), inTime: 0 };
}
