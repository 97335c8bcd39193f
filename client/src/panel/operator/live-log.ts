import { LogLines, type LogLine } from '@oto/schema/contract/log';
import { serverLogPath, type LogWanted } from '../../api/log-routes.ts';

export type LiveLog = {
  readonly onOpen: () => void;
  readonly onLines: (lines: readonly LogLine[]) => void;
  readonly onLost: () => void;
};

/** Follows what the servers write; the browser comes back by itself to where it was. Returns the way to stop. */
export function followServerLog(wanted: LogWanted, told: LiveLog): () => void {
  const feed = new EventSource(serverLogPath(wanted));
  feed.addEventListener('open', told.onOpen);
  feed.addEventListener('error', told.onLost);
  feed.addEventListener('lines', ({ data }) => {
    const parsed = LogLines.safeParse(JSON.parse(String(data)));
    if (parsed.success) told.onLines(parsed.data.lines);
  });
  return () => feed.close();
}
