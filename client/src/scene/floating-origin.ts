/**
 * GPUs count in 32-bit floats, the board is billions of units wide. Everything sent to the GPU is
 * relative to this origin, which follows the camera in steps. The paper's pattern repeats every
 * step (shader/paper.ts), down to a zoom of 1/256, so a step cannot be seen.
 */
export const ORIGIN_STEP = 2 ** 18;

export class FloatingOrigin {
  x = 0;
  y = 0;

  /** Moves when the world point is far from it; answers whether it moved. */
  follow(x: number, y: number): boolean {
    if (Math.abs(x - this.x) < ORIGIN_STEP * 0.75 && Math.abs(y - this.y) < ORIGIN_STEP * 0.75) return false;
    this.x = Math.round(x / ORIGIN_STEP) * ORIGIN_STEP;
    this.y = Math.round(y / ORIGIN_STEP) * ORIGIN_STEP;
    return true;
  }
}
