import type { NetEvents } from './wire-board.ts';

/**
 * Longer than any pause that the board makes between hearing of something and asking for more (its
 * throttles are 250 ms at most): when nothing has come for so long, nothing will.
 */
export const QUIET_MS = 600;

export interface StillDeskOptions {
  readonly setTimeout: (callback: () => void, ms: number) => void;
}

/**
 * Makes what a picture shows independent of the order in which answers come: documents and claims are
 * handed on only when all are there, in the order of their keys, and answers in the order of their
 * questions. Nobody else is seen.
 */
export class StillDesk {
  readonly #setTimeout: StillDeskOptions['setTimeout'];
  #pending = 0;
  /** Counts what has come; two equal readings with QUIET_MS between them say that nothing has. */
  #told = 0;
  #open = new Set<string>();
  #regions = 0;
  #live = false;
  #waiting = new Map<string, () => void>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: StillDeskOptions = { setTimeout: (callback, ms) => void setTimeout(callback, ms) }) {
    this.#setTimeout = options.setTimeout;
  }

  /** The net's events as the board is to hear them. */
  events(events: NetEvents): NetEvents {
    return {
      ...events,
      onRegion: (plot, region) => {
        const key = `${plot.x},${plot.y}`;
        this.#open.add(key);
        this.#keep(`region ${key}`, () => events.onRegion(plot, region));
      },
      onRegionClosed: (key) => {
        this.#told++;
        this.#open.delete(key);
        this.#waiting.delete(`region ${key}`);
        events.onRegionClosed(key);
      },
      onClaim: (plot, claim) => this.#keep(`claim ${plot.x},${plot.y}`, () => events.onClaim(plot, claim)),
      onPresence: () => undefined,
      onLight: () => undefined,
      onCounted: () => undefined,
      onConnection: (connection) => {
        this.#told++;
        this.#live = connection.state === 'live';
        this.#regions = connection.regions;
        events.onConnection(connection);
      },
    };
  }

  /** Answers are given in the order of the questions, and wait for `isDone`, asked again every `everyMs`. */
  inOrder<A extends readonly unknown[], T>(
    ask: (...args: A) => Promise<T>,
    isDone: (answer: T) => boolean = () => true,
    everyMs = QUIET_MS,
  ): (...args: A) => Promise<T> {
    const once = async (...args: A): Promise<T> => {
      for (;;) {
        const answer = await ask(...args);
        if (isDone(answer)) return answer;
        await this.#after(everyMs);
      }
    };
    return (...args) => {
      this.#pending++;
      const before = this.#last;
      const answer = once(...args).finally(() => {
        this.#told++;
        this.#pending--;
      });
      const turn = before.then(() => answer);
      this.#last = turn.catch(() => undefined);
      return turn;
    };
  }

  /** Resolves when every document in view has been handed on and nothing more comes. */
  async settled(): Promise<void> {
    for (;;) {
      const told = this.#told;
      await this.#after(QUIET_MS);
      if (this.#told !== told || this.#pending > 0 || !this.#live || this.#open.size < this.#regions) continue;
      if (this.#waiting.size === 0) return;
      const waiting = [...this.#waiting].toSorted(([a], [b]) => (a < b ? -1 : 1));
      this.#waiting.clear();
      this.#told++;
      for (const [, tell] of waiting) tell();
    }
  }

  #keep(key: string, tell: () => void): void {
    this.#told++;
    this.#waiting.set(key, tell);
  }

  #after(ms: number): Promise<void> {
    return new Promise((done) => this.#setTimeout(done, ms));
  }
}
