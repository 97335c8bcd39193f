/** Parts of the work and the share of the time that each takes, about. */
const STAGES = [
  { name: 'members', share: 0.02 },
  { name: 'notes', share: 0.62 },
  { name: 'cords', share: 0.26 },
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
  /** Of all stages. */
  readonly secondsLeft: number | null;
};

/** Rate and time left, from what this run has done; what earlier runs did is not counted. `now` is in milliseconds. */
export class Pace {
  readonly #now: () => number;
  readonly #begun: number;
  #stage: Stage = 'members';
  #stageBegun: number;
  #found = 0;
  /** Shares of the whole that were there already, or that this run has done before this stage. */
  #before = 0;
  #skipped = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#begun = now();
    this.#stageBegun = this.#begun;
  }

  /** Begins a stage of which `found` of `of` are there already. */
  begin(stage: Stage, found: number, of: number): void {
    this.#before = STAGES.slice(
      0,
      STAGES.findIndex(({ name }) => name === stage),
    ).reduce((sum, { share }) => sum + share, 0);
    this.#stage = stage;
    this.#stageBegun = this.#now();
    this.#found = found;
    this.#skipped += shareOf(stage) * (of === 0 ? 0 : found / of);
  }

  at(done: number, of: number): Progress {
    const now = this.#now();
    const seconds = (now - this.#stageBegun) / 1000;
    const rate = done > this.#found && seconds > 0 ? (done - this.#found) / seconds : null;
    const share = this.#before + shareOf(this.#stage) * (of === 0 ? 1 : done / of);
    const worked = share - this.#skipped;
    const secondsLeft = worked > 0.005 ? ((now - this.#begun) / 1000 / worked) * (1 - share) : null;
    return { stage: this.#stage, done, of, rate, secondsLeft };
  }
}

function shareOf(stage: Stage): number {
  return STAGES.find(({ name }) => name === stage)?.share ?? 0;
}
