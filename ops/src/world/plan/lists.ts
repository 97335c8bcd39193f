/** A list of numbers for each of many owners, filled one owner after the other, in one typed array. */
export class Lists {
  readonly #from: Uint32Array;
  #items = new Uint32Array(1024);
  #owner = 0;
  #count = 0;

  constructor(owners: number) {
    this.#from = new Uint32Array(owners + 1);
  }

  /** Adds to the list of `owner`; owners come in ascending order. */
  add(owner: number, item: number): void {
    if (owner < this.#owner) throw new RangeError('owners come in ascending order');
    this.#reach(owner);
    if (this.#count === this.#items.length) {
      const wider = new Uint32Array(this.#items.length * 2);
      wider.set(this.#items);
      this.#items = wider;
    }
    this.#items[this.#count++] = item;
  }

  of(owner: number): Uint32Array {
    const from = owner <= this.#owner ? (this.#from[owner] ?? 0) : this.#count;
    const to = owner < this.#owner ? (this.#from[owner + 1] ?? 0) : this.#count;
    return this.#items.subarray(from, to);
  }

  get count(): number {
    return this.#count;
  }

  #reach(owner: number): void {
    while (this.#owner < owner) this.#from[++this.#owner] = this.#count;
  }
}

/** Turns pairs about: for each group, the numbers of the pairs that fall into it, in ascending order. */
export function grouped(groups: number, groupOf: (pair: number) => number, pairs: number): (group: number) => Uint32Array {
  const from = new Uint32Array(groups + 1);
  for (let pair = 0; pair < pairs; pair++) from[groupOf(pair) + 1] = (from[groupOf(pair) + 1] ?? 0) + 1;
  for (let group = 0; group < groups; group++) from[group + 1] = (from[group + 1] ?? 0) + (from[group] ?? 0);
  const next = from.slice();
  const items = new Uint32Array(pairs);
  for (let pair = 0; pair < pairs; pair++) {
    const group = groupOf(pair);
    items[next[group] ?? 0] = pair;
    next[group] = (next[group] ?? 0) + 1;
  }
  return (group) => items.subarray(from[group] ?? 0, from[group + 1] ?? 0);
}
