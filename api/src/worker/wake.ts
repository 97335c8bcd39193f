import type { Bus, Channel } from '../database/bus.ts';

/** Turns notifications into waiting. Whatever is notified after `listen` resolved is not missed. */
export type Wake = {
  /** Resolves at the next notification since the last `next`, after `ms`, or when aborted. */
  next(ms: number, signal: AbortSignal): Promise<void>;
  close(): void;
};

/** `matches` picks notifications; the empty payload (after a reconnect) always wakes. */
export async function listen(bus: Bus, channel: Channel, matches: (payload: string) => boolean): Promise<Wake> {
  let pending = false;
  let wake: (() => void) | null = null;
  const unsubscribe = await bus.subscribe(channel, (payload) => {
    if (payload !== '' && !matches(payload)) return;
    pending = true;
    wake?.();
  });
  return {
    async next(ms, signal) {
      if (!pending && !signal.aborted && ms > 0) {
        await new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', done);
            wake = null;
            resolve();
          };
          const timer = setTimeout(done, ms);
          signal.addEventListener('abort', done, { once: true });
          wake = done;
        });
      }
      pending = false;
    },
    close: unsubscribe,
  };
}
