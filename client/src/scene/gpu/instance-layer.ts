import { RunAllocator, type Run } from '../run-allocator.ts';
import type { WorldPoint } from '../types.ts';
import { InstancePage } from './instance-page.ts';
import type { InstanceStore } from './instance-store.ts';

/**
 * The instances of one kind on one sheet, in pages that grow by need. Their places are relative to
 * the layer's origin. While the layer is kept in store, the store draws it.
 */
export class InstanceLayer {
  readonly origin: WorldPoint;
  readonly pages: InstancePage[] = [];
  /** Slots of a page. */
  readonly slots: number;
  readonly #store: InstanceStore;
  readonly #runs: RunAllocator;

  constructor(store: InstanceStore, origin: WorldPoint) {
    this.#store = store;
    this.origin = origin;
    this.slots = store.form.slots;
    this.#runs = new RunAllocator(this.slots);
  }

  /** Slots to draw when the pages lie one behind the other. */
  get end(): number {
    for (let index = this.pages.length - 1; index >= 0; index--) {
      const count = this.pages[index]?.count ?? 0;
      if (count > 0) return index * this.slots + count;
    }
    return 0;
  }

  take(length: number): Run {
    const run = this.#runs.take(length);
    const page = this.page(run.page);
    this.setCount(page, this.#runs.usedEnd(run.page));
    return run;
  }

  /** Clears the slots, so that the gap draws nothing. */
  free(run: Run): void {
    const page = this.page(run.page);
    page.u8.fill(0, run.start * page.stride, (run.start + run.length) * page.stride);
    page.touch(run.start, run.length);
    this.#runs.free(run);
    this.setCount(page, this.#runs.usedEnd(run.page));
  }

  page(index: number): InstancePage {
    while (this.pages.length <= index) {
      this.pages.push(
        new InstancePage(this.pages.length, this.#store.form.stride, this.slots, (page, slot, slots) =>
          this.#store.written(this, page, slot, slots),
        ),
      );
    }
    const page = this.pages[index];
    if (page === undefined) throw new RangeError(`no page ${index}`);
    return page;
  }

  /** What lies in a page behind `count` is not drawn. */
  setCount(page: InstancePage, count: number): void {
    if (page.count === count) return;
    if (count < page.count) {
      page.u8.fill(0, count * page.stride, page.count * page.stride);
      page.touch(count, page.count - count);
    }
    page.count = count;
    this.#store.resized(this);
  }

  /** In store the layer is drawn; out of store it costs nothing. */
  keep(kept: boolean): void {
    this.#store.keep(this, kept);
  }

  destroy(): void {
    this.keep(false);
    this.pages.length = 0;
  }
}
