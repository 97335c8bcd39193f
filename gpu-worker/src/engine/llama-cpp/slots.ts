export type Slots = {
  /** Runs that wait before a new one. */
  ahead(): number;
  /** A place to run in, in order of asking; given back on disposal. Rejects with the signal's reason. */
  take(signal: AbortSignal): Promise<Disposable>;
};

export function slotsOf(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  const held = (): Disposable => {
    let given = false;
    return {
      [Symbol.dispose]: () => {
        if (!given) giveBack();
        given = true;
      },
    };
  };
  return {
    ahead: () => (free > 0 ? 0 : waiting.length + 1),
    take: async (signal) => {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return held();
      }
      const turn = Promise.withResolvers<void>();
      const leave = (): void => {
        const index = waiting.indexOf(turn.resolve);
        if (index >= 0) waiting.splice(index, 1);
        turn.reject(signal.reason);
      };
      waiting.push(turn.resolve);
      signal.addEventListener('abort', leave, { once: true });
      try {
        await turn.promise;
      } finally {
        signal.removeEventListener('abort', leave);
      }
      return held();
    },
  };
}
