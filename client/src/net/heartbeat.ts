export interface HeartbeatOptions {
  /** Sends something that a living server answers at once. */
  readonly ask: () => void;
  /** Nothing was heard for too long. */
  readonly onSilence: () => void;
  /** 1 s; tests hurry it. */
  readonly tickMs?: number;
}

/** Notices a network that has died without telling. Counted in ticks, not in time: a page that slept has missed nothing. */
export interface Heartbeat {
  /** The socket opened. */
  begin(): void;
  /** Anything at all came. */
  heard(): void;
  /** Something important was sent: do not wait for the next beat, unless something is heard within a tick. */
  hurry(): void;
  /** The socket closed. */
  end(): void;
}

const TICK_MS = 1000;
const BEAT_TICKS = 6;
/** What was heard within this needs no asking. */
const FRESH_TICKS = 2;
const SILENT_TICKS = 4;

export function heartbeat({ ask, onSilence, tickMs = TICK_MS }: HeartbeatOptions): Heartbeat {
  let timer: ReturnType<typeof setInterval> | undefined;
  /** Ticks since the last thing heard, and since the unanswered question. */
  let quiet = 0;
  let waiting: number | null = null;
  let beat = 0;
  /** Something important was sent, and nothing has been heard since. */
  let isHurried = false;

  const beatNow = (): void => {
    beat = 0;
    isHurried = false;
    waiting = 0;
    ask();
  };
  const tick = (): void => {
    quiet++;
    beat++;
    if (waiting !== null) {
      waiting++;
      if (waiting < SILENT_TICKS) return;
      waiting = null;
      onSilence();
    } else if (isHurried || beat >= BEAT_TICKS) beatNow();
  };
  return {
    begin() {
      clearInterval(timer);
      quiet = 0;
      beat = 0;
      waiting = null;
      isHurried = false;
      timer = setInterval(tick, tickMs);
    },
    heard() {
      quiet = 0;
      waiting = null;
      isHurried = false;
    },
    hurry() {
      if (timer === undefined || waiting !== null) return;
      if (quiet >= FRESH_TICKS) beatNow();
      else isHurried = true;
    },
    end() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
