import { Presence } from '@oto/schema/board/presence';
import type { Log } from '../log.ts';
import { type BoardPlace, connect, type Connection } from './connection.ts';

/** At most five states a second: watchers draw between them. */
const MIN_GAP_MS = 200;

export type Work = NonNullable<Presence['work']>;

export type Ghost = {
  /** Latest wins; a state that Presence refuses is dropped. */
  show(work: Work): void;
  leave(): void;
};

export const noGhost: Ghost = { show: () => {}, leave: () => {} };

/** Milliseconds until a ghost that was not let in asks again; twice as long each time, up to the second. */
const AGAIN_MS = [1_000, 15_000] as const;

/**
 * The worker as a participant of the region while it works: its presence says how far the ghost is.
 * An unreachable board costs nothing but the sight of it. `freshPass` serves reconnects, since a pass is short-lived.
 *
 * A replica lets no worker in while another one holds the tile, as the one that has just delivered the ghost's own
 * note may for some seconds; so a ghost that is refused comes again, for whoever opens the board meanwhile.
 */
export function joinAsGhost(
  place: BoardPlace,
  pass: string,
  freshPass: () => Promise<string | null>,
  log: Log,
  againMs: number = AGAIN_MS[0],
): Ghost {
  let first: string | null = pass;
  let pause = againMs;
  let retry: NodeJS.Timeout | null = null;
  let shown: Work | null = null;
  const open = (): Connection => {
    const opened = connect(place, async () => {
      const token = first ?? (await freshPass());
      first = null;
      // Without a pass one would be let in to read, and be seen by nobody.
      if (token === null) throw new Error('no pass');
      return token;
    });
    const { provider } = opened;
    if (shown !== null) provider.awareness?.setLocalState({ work: shown });
    provider.on('authenticated', () => (pause = againMs));
    provider.on('authenticationFailed', ({ reason }: { reason: string }) => comeAgain(reason));
    provider.on('close', ({ event }: { event: { reason: string } }) => {
      // Of this document alone; a socket that was cut comes back by itself.
      if (opened.isUp()) comeAgain(event.reason);
    });
    return opened;
  };
  const comeAgain = (reason: string): void => {
    if (retry !== null) return;
    log.info({ document: place.document, reason, pauseMs: pause }, 'the board did not let the ghost in');
    retry = setTimeout(() => {
      retry = null;
      connection.close();
      connection = open();
    }, pause);
    pause = Math.min(pause * 2, AGAIN_MS[1]);
  };
  let connection = open();
  let waiting: Work | null = null;
  let timer: NodeJS.Timeout | null = null;
  let last = 0;
  const publish = (): void => {
    timer = null;
    if (waiting === null) return;
    last = Date.now();
    shown = waiting;
    connection.provider.awareness?.setLocalState({ work: shown });
    waiting = null;
  };
  return {
    show: (work) => {
      const parsed = Presence.safeParse({ work });
      if (!parsed.success || parsed.data.work === undefined) return;
      waiting = parsed.data.work;
      timer ??= setTimeout(publish, Math.max(0, last + MIN_GAP_MS - Date.now()));
    },
    leave: () => {
      if (timer) clearTimeout(timer);
      if (retry) clearTimeout(retry);
      waiting = null;
      connection.close();
    },
  };
}
