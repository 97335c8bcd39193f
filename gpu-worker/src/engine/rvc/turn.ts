/** Those who wait at each server, in order; the first one has it. */
const lines = new Map<string, symbol[]>();
const movements = new EventTarget();

export type Turn = {
  /** How many are before us; 0: it is ours. */
  before(): number;
  /** Resolves when the line has moved; rejects with the signal's reason. */
  moved(signal: AbortSignal): Promise<void>;
  /** Gives the place up, had or waited for. */
  [Symbol.dispose](): void;
};

/** A place in the line at a server that can do one thing at a time. Within one worker: give such a server to one worker alone. */
export function turnAt(server: string): Turn {
  const me = Symbol(server);
  const line = lines.get(server) ?? [];
  lines.set(server, line);
  line.push(me);
  return {
    before: () => line.indexOf(me),
    moved: (signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const leave = (): void => {
        movements.removeEventListener(server, onMove);
        signal.removeEventListener('abort', onAbort);
      };
      const onMove = (): void => {
        leave();
        resolve();
      };
      const onAbort = (): void => {
        leave();
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      if (signal.aborted) onAbort();
      else {
        movements.addEventListener(server, onMove);
        signal.addEventListener('abort', onAbort);
      }
      return promise;
    },
    [Symbol.dispose]: () => {
      line.splice(line.indexOf(me), 1);
      if (line.length === 0 && lines.get(server) === line) lines.delete(server);
      movements.dispatchEvent(new Event(server));
    },
  };
}
