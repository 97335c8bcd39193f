/** A run of slots: page, first slot in the page, how many. */
export interface Run {
  readonly page: number;
  readonly start: number;
  readonly length: number;
}

interface Gap {
  start: number;
  length: number;
}

/**
 * Hands out runs of neighbouring slots in pages of a fixed size, the lowest that fits, so that the
 * used part of each page stays short. Freed neighbours grow together again. A run never crosses
 * a page.
 */
export class RunAllocator {
  readonly pageSize: number;
  readonly #gaps: Gap[][] = [];

  constructor(pageSize: number) {
    this.pageSize = pageSize;
  }

  get pages(): number {
    return this.#gaps.length;
  }

  /** `length` is at most the page size. */
  take(length: number): Run {
    if (length < 1 || length > this.pageSize) throw new RangeError(`run of ${length} in pages of ${this.pageSize}`);
    for (let page = 0; page < this.#gaps.length; page++) {
      const run = this.#takeFrom(page, length);
      if (run !== null) return run;
    }
    this.#gaps.push([{ start: 0, length: this.pageSize }]);
    const run = this.#takeFrom(this.#gaps.length - 1, length);
    if (run === null) throw new Error('a fresh page holds any run');
    return run;
  }

  free(run: Run): void {
    const gaps = this.#gaps[run.page];
    if (gaps === undefined) throw new RangeError(`no page ${run.page}`);
    let index = 0;
    while (index < gaps.length && (gaps[index]?.start ?? 0) < run.start) index++;
    const before = gaps[index - 1];
    const after = gaps[index];
    const meetsBefore = before !== undefined && before.start + before.length === run.start;
    const meetsAfter = after !== undefined && run.start + run.length === after.start;
    if (meetsBefore && meetsAfter) {
      before.length += run.length + after.length;
      gaps.splice(index, 1);
    } else if (meetsBefore) {
      before.length += run.length;
    } else if (meetsAfter) {
      after.start = run.start;
      after.length += run.length;
    } else {
      gaps.splice(index, 0, { start: run.start, length: run.length });
    }
  }

  /** One past the last slot in use: how many instances the page draws. */
  usedEnd(page: number): number {
    const last = this.#gaps[page]?.at(-1);
    if (last === undefined) return this.pageSize;
    return last.start + last.length === this.pageSize ? last.start : this.pageSize;
  }

  #takeFrom(page: number, length: number): Run | null {
    const gaps = this.#gaps[page] ?? [];
    for (let index = 0; index < gaps.length; index++) {
      const gap = gaps[index];
      if (gap === undefined || gap.length < length) continue;
      const start = gap.start;
      gap.start += length;
      gap.length -= length;
      if (gap.length === 0) gaps.splice(index, 1);
      return { page, start, length };
    }
    return null;
  }
}
