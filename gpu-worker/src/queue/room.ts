import type { Kind } from '@oto/schema/board/kind';
import type { Engine } from '../engine/engine.ts';
import { EngineFailure } from '../engine/failure.ts';
import type { Registry } from '../engine/registry.ts';

/** One run's place on an engine. Leaving twice is leaving once. */
export type Place = { leave(): void };

/** Who may run at once: as many on an engine as it has slots, as many of a kind as the operator wants. */
export type Room = {
  /** Engines that one more run could begin on now. */
  open(): readonly Engine[];
  /** Counts at once when there is a place, else when one is left, first come first served. Rejects with EngineFailure when `signal` aborts before. */
  enter(engine: Engine, signal: AbortSignal): Promise<Place>;
  /** Calls back whenever a place is left. */
  onLeave(listener: () => void): void;
  /** How each engine stands now. */
  figures(): readonly { readonly engine: string; readonly running: number; readonly waiting: number }[];
};

/** At most so many runs of a kind at once; a kind that is not named has no limit of its own. */
export type KindLimits = ReadonlyMap<Kind, number>;

type Waiter = { readonly engine: Engine; readonly admit: () => void };

export function roomOf(engines: Registry, limits: KindLimits): Room {
  const onEngine = new Map<string, number>();
  const ofKind = new Map<Kind, number>();
  const waiters: Waiter[] = [];
  const listeners: (() => void)[] = [];
  const count = (engine: Engine, by: 1 | -1): void => {
    onEngine.set(engine.id, (onEngine.get(engine.id) ?? 0) + by);
    ofKind.set(engine.kind, (ofKind.get(engine.kind) ?? 0) + by);
  };
  const hasPlace = (engine: Engine): boolean =>
    (onEngine.get(engine.id) ?? 0) < engine.slots && (ofKind.get(engine.kind) ?? 0) < (limits.get(engine.kind) ?? Infinity);
  const place = (engine: Engine): Place => {
    let left = false;
    return {
      leave: () => {
        if (left) return;
        left = true;
        count(engine, -1);
        for (
          let next = waiters.findIndex((one) => hasPlace(one.engine));
          next >= 0;
          next = waiters.findIndex((one) => hasPlace(one.engine))
        )
          waiters.splice(next, 1)[0]?.admit();
        for (const listener of listeners) listener();
      },
    };
  };
  return {
    open: () => engines.all.filter((engine) => hasPlace(engine) && !waiters.some((waiter) => waiter.engine === engine)),
    enter(engine, signal) {
      if (hasPlace(engine)) {
        count(engine, 1);
        return Promise.resolve(place(engine));
      }
      const { promise, resolve, reject } = Promise.withResolvers<Place>();
      const waiter: Waiter = {
        engine,
        admit: () => {
          signal.removeEventListener('abort', giveUp);
          count(engine, 1);
          resolve(place(engine));
        },
      };
      const giveUp = (): void => {
        const at = waiters.indexOf(waiter);
        if (at >= 0) waiters.splice(at, 1);
        reject(new EngineFailure('cancelled', 'cancelled while it waited for the engine'));
      };
      if (signal.aborted) giveUp();
      else {
        signal.addEventListener('abort', giveUp, { once: true });
        waiters.push(waiter);
      }
      return promise;
    },
    onLeave: (listener) => {
      listeners.push(listener);
    },
    figures: () =>
      engines.all.map((engine) => ({
        engine: engine.id,
        running: onEngine.get(engine.id) ?? 0,
        waiting: waiters.filter((waiter) => waiter.engine === engine).length,
      })),
  };
}
