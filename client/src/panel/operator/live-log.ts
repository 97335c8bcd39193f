import { LogLines, type LogLine } from '@oto/schema/contract/log';
import { retryDelay, type EventFeed } from '../../api/event-stream.ts';
import { serverLogPath, type LogWanted } from '../../api/log-routes.ts';

export type LiveLog = {
  /** `again`: after it was lost; what was written meanwhile may be missing. */
  readonly onOpen: (again: boolean) => void;
  readonly onLines: (lines: readonly LogLine[]) => void;
  readonly onLost: () => void;
};

const CLOSED = 2;

/** Follows what the servers write, and comes back when it is cut off. Returns the way to stop. */
export function followServerLog(wanted: LogWanted, told: LiveLog, open: (url: string) => EventFeed): () => void {
  let feed: EventFeed;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;
  const connect = (): void => {
    feed = open(serverLogPath(wanted));
    const current = feed;
    feed.addEventListener('open', () => {
      told.onOpen(failures > 0);
      failures = 0;
    });
    feed.addEventListener('error', () => {
      if (stopped) return;
      told.onLost();
      failures += 1;
      // The browser resumes by itself, with the last id, unless the server, or the proxy for it, refused.
      if (current.readyState !== CLOSED) return;
      current.close();
      clearTimeout(timer);
      timer = setTimeout(connect, retryDelay(failures - 1, Math.random()));
    });
    feed.addEventListener('lines', (event) => {
      const parsed = LogLines.safeParse(JSON.parse(String((event as MessageEvent<unknown>).data)));
      if (parsed.success) told.onLines(parsed.data.lines);
    });
  };
  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    feed.close();
  };
}
