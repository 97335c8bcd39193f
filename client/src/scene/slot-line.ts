interface Gap {
  start: number;
  length: number;
}

/**
 * Hands out runs of neighbouring slots on one line, the lowest that fits, so that the line stays
 * short. Freed neighbours grow together again, and the line ends where its last run ends.
 */
export class SlotLine {
  readonly #limit: number;
  /** Between runs, ascending; never at the end. */
  readonly #gaps: Gap[] = [];
  #end = 0;
  #used = 0;

  /** `limit`: the most slots the line may have. */
  constructor(limit = Infinity) {
    this.#limit = limit;
  }

  /** One past the last slot in use. */
  get end(): number {
    return this.#end;
  }

  get used(): number {
    return this.#used;
  }

  /** First slot of the run; null when the line has no room for it. */
  take(length: number): number | null {
    if (length < 1) throw new RangeError(`run of ${length}`);
    const start = this.#takeGap(length) ?? this.#takeEnd(length);
    if (start !== null) this.#used += length;
    return start;
  }

  /** The slots must be in use. */
  free(start: number, length: number): void {
    this.#used -= length;
    const gaps = this.#gaps;
    const index = this.#gapAfter(start);
    const before = gaps[index - 1];
    const after = gaps[index];
    const meetsBefore = before !== undefined && before.start + before.length === start;
    const meetsAfter = after !== undefined && start + length === after.start;
    if (start + length === this.#end) {
      this.#end = meetsBefore ? before.start : start;
      if (meetsBefore) gaps.pop();
    } else if (meetsBefore && meetsAfter) {
      before.length += length + after.length;
      gaps.splice(index, 1);
    } else if (meetsBefore) {
      before.length += length;
    } else if (meetsAfter) {
      after.start = start;
      after.length += length;
    } else {
      gaps.splice(index, 0, { start, length });
    }
  }

  #takeGap(length: number): number | null {
    const index = this.#gaps.findIndex((gap) => gap.length >= length);
    const gap = this.#gaps[index];
    if (gap === undefined) return null;
    const start = gap.start;
    gap.start += length;
    gap.length -= length;
    if (gap.length === 0) this.#gaps.splice(index, 1);
    return start;
  }

  #takeEnd(length: number): number | null {
    if (this.#end + length > this.#limit) return null;
    const start = this.#end;
    this.#end += length;
    return start;
  }

  /** Index of the first gap behind a slot. */
  #gapAfter(slot: number): number {
    let low = 0;
    let high = this.#gaps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#gaps[middle]?.start ?? 0) < slot) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
