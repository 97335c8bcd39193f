import { Bucket } from '../socket/bucket.ts';

/** Requests that one address may make: a slider that is dragged, not a crawl. */
const PER_SECOND = 8;
const BURST = 60;
const ADDRESSES_MAX = 10_000;

/** A bucket per address; when there are too many, those longest unused leave first. */
export class Rate {
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;

  /** `now` gives milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  take(address: string): boolean {
    const bucket = this.#buckets.get(address) ?? new Bucket(PER_SECOND, BURST, this.#now);
    this.#buckets.delete(address);
    this.#buckets.set(address, bucket);
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= ADDRESSES_MAX) break;
      this.#buckets.delete(oldest);
    }
    return bucket.take();
  }
}
