/** Items that share one mark. */
const GRAIN = 8;

/** Which items of an array changed, to within eight; answered as few spans. */
export class DirtySpans {
  #marks = new Uint8Array(64);
  #from = Infinity;
  #to = -1;

  get isClean(): boolean {
    return this.#to < 0;
  }

  mark(start: number, count: number): void {
    const from = Math.floor(start / GRAIN);
    const to = Math.ceil((start + count) / GRAIN);
    if (to > this.#marks.length) this.#grow(to);
    for (let at = from; at < to; at++) this.#marks[at] = 1;
    if (from < this.#from) this.#from = from;
    if (to > this.#to) this.#to = to;
  }

  clear(): void {
    if (this.#to >= 0) this.#marks.fill(0, this.#from, this.#to);
    this.#from = Infinity;
    this.#to = -1;
  }

  /** Visits what was marked, ascending, and forgets it. Spans nearer than `join` items become one. */
  drain(join: number, visit: (start: number, count: number) => void): void {
    const reach = Math.max(1, Math.ceil(join / GRAIN));
    let open = -1;
    let last = -1;
    for (let at = this.#from; at < this.#to; at++) {
      if (this.#marks[at] === 0) continue;
      if (open >= 0 && at - last > reach) {
        visit(open * GRAIN, (last + 1 - open) * GRAIN);
        open = -1;
      }
      if (open < 0) open = at;
      last = at;
    }
    if (open >= 0) visit(open * GRAIN, (last + 1 - open) * GRAIN);
    this.clear();
  }

  #grow(length: number): void {
    const marks = new Uint8Array(Math.max(length, this.#marks.length * 2));
    marks.set(this.#marks);
    this.#marks = marks;
  }
}
