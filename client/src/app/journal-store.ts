import { z } from 'zod';
import { LOG_AREAS, LOG_LEVELS, type JournalStore, type LogEntry } from './journal.ts';

/** What is kept of an entry: its words as they stood. */
const Kept = z.array(
  z.object({
    at: z.number(),
    area: z.enum(LOG_AREAS),
    level: z.enum(LOG_LEVELS),
    code: z.string(),
    text: z.string(),
  }),
);

const KEY = 'oto.journal';
const WRITE_MS = 1000;

/** Keeps the journal for as long as the tab, in its session storage; nothing where that is refused. */
export function sessionStore(page: Window): JournalStore {
  let waiting: (() => readonly LogEntry[]) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const kept = waiting().map(({ at, area, level, code, text }) => ({ at, area, level, code, text: text() }));
    waiting = null;
    try {
      page.sessionStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // Refused or full: the journal then lasts as long as the page.
    }
  };
  page.addEventListener('pagehide', write);
  return {
    read() {
      try {
        const kept = Kept.safeParse(JSON.parse(page.sessionStorage.getItem(KEY) ?? '[]'));
        return kept.success ? kept.data : [];
      } catch {
        return [];
      }
    },
    changed(entries) {
      waiting = entries;
      timer ??= setTimeout(write, WRITE_MS);
    },
  };
}
