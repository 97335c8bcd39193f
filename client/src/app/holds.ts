import { createSignal, type Accessor } from 'solid-js';
import type { Held } from '../api/calls.ts';

/** What waits for the person before it is asked of the server again. */
export type Holds = {
  /** What is asked of them now; null: nothing. */
  readonly held: Accessor<Held | null>;
  /** Waits for their answer; what waits already for the same is answered with it. */
  readonly ask: (code: Held) => Promise<boolean>;
  /** Their answer to what is asked now: whether they have done it. */
  readonly answer: (done: boolean) => void;
};

type Waiting = { readonly code: Held; readonly over: Promise<boolean>; readonly settle: (done: boolean) => void };

export function createHolds(): Holds {
  const [line, setLine] = createSignal<readonly Waiting[]>([]);
  return {
    held: () => line()[0]?.code ?? null,
    ask(code) {
      const same = line().find((one) => one.code === code);
      if (same !== undefined) return same.over;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      setLine([...line(), { code, over: promise, settle: resolve }]);
      return promise;
    },
    answer(done) {
      const [first, ...others] = line();
      setLine(others);
      first?.settle(done);
    },
  };
}
