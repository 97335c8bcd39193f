import { Presence } from '@oto/schema/board/presence';
import type { Log } from '../log.ts';
import { type BoardPlace, connect } from './connection.ts';

/** At most five states a second: watchers draw between them. */
const MIN_GAP_MS = 200;

export type Work = NonNullable<Presence['work']>;

export type Ghost = {
  /** Latest wins; a state that Presence refuses is dropped. */
  show(work: Work): void;
  leave(): void;
};

export const noGhost: Ghost = { show: () => {}, leave: () => {} };

/**
 * The worker as a participant of the region while it works: its presence says how far the ghost is.
 * An unreachable board costs nothing but the sight of it. `freshPass` serves reconnects, since a pass is short-lived.
 */
export function joinAsGhost(place: BoardPlace, pass: string, freshPass: () => Promise<string | null>, log: Log): Ghost {
  let first: string | null = pass;
  const connection = connect(place, async () => {
    const token = first ?? (await freshPass());
    first = null;
    return token ?? '';
  });
  connection.provider.on('authenticationFailed', () => log.warn({ document: place.document }, 'the board refused the ghost pass'));
  let waiting: Work | null = null;
  let timer: NodeJS.Timeout | null = null;
  let last = 0;
  const publish = (): void => {
    timer = null;
    if (waiting === null) return;
    last = Date.now();
    connection.provider.awareness?.setLocalState({ work: waiting });
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
      waiting = null;
      connection.close();
    },
  };
}
