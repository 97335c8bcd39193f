import { SlotLine } from './slot-line.ts';

/** A run of slots: page, first slot in the page, how many. */
export interface Run {
  readonly page: number;
  readonly start: number;
  readonly length: number;
}

/** Hands out runs of neighbouring slots in pages of a fixed size. A run never crosses a page. */
export class RunAllocator {
  readonly pageSize: number;
  readonly #pages: SlotLine[] = [];

  constructor(pageSize: number) {
    this.pageSize = pageSize;
  }

  get pages(): number {
    return this.#pages.length;
  }

  /** `length` is at most the page size. */
  take(length: number): Run {
    if (length < 1 || length > this.pageSize) throw new RangeError(`run of ${length} in pages of ${this.pageSize}`);
    for (let page = 0; ; page++) {
      const start = (this.#pages[page] ??= new SlotLine(this.pageSize)).take(length);
      if (start !== null) return { page, start, length };
    }
  }

  free(run: Run): void {
    const page = this.#pages[run.page];
    if (page === undefined) throw new RangeError(`no page ${run.page}`);
    page.free(run.start, run.length);
  }

  /** One past the last slot in use: how many instances the page draws. */
  usedEnd(page: number): number {
    return this.#pages[page]?.end ?? 0;
  }
}
