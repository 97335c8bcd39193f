/** Parts of the work and the share of the time that each takes, about. */
const STAGES = [
  { name: 'members', share: 0.02 },
  { name: 'notes', share: 0.68 },
  { name: 'cords', share: 0.2 },
  { name: 'atlas', share: 0.01 },
  { name: 'map', share: 0.09 },
] as const;
export type Stage = (typeof STAGES)[number]['name'];

/** How far the filling of a world has come. */
export type Progress = {
  readonly stage: Stage;
  readonly done: number;
  readonly of: number;
  /** Of this stage, a second; null before anything is done. */
  readonly rate: number | null;
  /** Of all stages, if the others keep the pace of this one. */
  readonly secondsLeft: number | null;
};

/** Rate and time left of one stage, from what this run has done; what it found done is not counted. */
export class Pace {
  readonly #now: () => number;
  readonly #stage: Stage;
  readonly #found: number;
  readonly #of: number;
  readonly #begun: number;

  /** Begins a stage of which `found` of `of` are there already. `now` is in milliseconds. */
  constructor(now: () => number, stage: Stage, found: number, of: number) {
    this.#now = now;
    this.#stage = stage;
    this.#found = found;
    this.#of = of;
    this.#begun = now();
  }

  at(done: number): Progress {
    const of = this.#of;
    const seconds = (this.#now() - this.#begun) / 1000;
    const rate = done > this.#found && seconds > 0 ? (done - this.#found) / seconds : null;
    const [here, after] = sharesFrom(this.#stage);
    const secondsLeft = rate === null ? null : (of - done) / rate + (of / rate) * (after / here);
    return { stage: this.#stage, done, of, rate, secondsLeft };
  }
}

/** The share of a stage, and of those after it. */
function sharesFrom(stage: Stage): readonly [here: number, after: number] {
  const place = STAGES.findIndex(({ name }) => name === stage);
  return [STAGES[place]?.share ?? 1, STAGES.slice(place + 1).reduce((sum, { share }) => sum + share, 0)];
}
