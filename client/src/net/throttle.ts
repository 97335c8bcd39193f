/**
 * Calls `action` at most once every `everyMs`: at once when it rests, and once more at the end of
 * the interval if it was asked for meanwhile, so that the last state is never lost.
 */
export interface Throttle {
  (): void;
  /** Does not wait for the interval to end; the next one begins. */
  now(): void;
  cancel(): void;
}

export function throttle(action: () => void, everyMs: number): Throttle {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  const tick = (): void => {
    timer = null;
    if (again) call();
  };
  const call = (): void => {
    if (timer !== null) {
      again = true;
      return;
    }
    again = false;
    timer = setTimeout(tick, everyMs);
    action();
  };
  return Object.assign(call, {
    now: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      call();
    },
    cancel: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      again = false;
    },
  });
}
