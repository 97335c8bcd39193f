import { createSignal, type Accessor } from 'solid-js';

export const LOG_AREAS = ['generation', 'sync', 'events', 'http', 'wallet'] as const;
export type LogArea = (typeof LOG_AREAS)[number];
export const LOG_LEVELS = ['info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `text` is written when it is shown, so that it follows the language. */
export type LogEntry = {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly area: LogArea;
  readonly level: LogLevel;
  readonly code: string;
  readonly text: () => string;
};

export type LogFilter = { readonly areas: ReadonlySet<LogArea>; readonly least: LogLevel };

/** Entries kept; the oldest fall off. */
export const LOG_KEPT = 500;

export type Journal = {
  readonly entries: Accessor<readonly LogEntry[]>;
  readonly write: (entry: Omit<LogEntry, 'id' | 'at'> & { readonly at?: number }) => void;
  readonly clear: () => void;
};

/** What the log console shows, oldest first. */
export function createJournal(): Journal {
  const [entries, setEntries] = createSignal<readonly LogEntry[]>([]);
  let next = 1;
  return {
    entries,
    write: (entry) => setEntries((old) => [...old, { ...entry, at: entry.at ?? Date.now(), id: next++ }].slice(-LOG_KEPT)),
    clear: () => setEntries([]),
  };
}

/** An empty set of areas means all of them. */
export function filterLog(entries: readonly LogEntry[], filter: LogFilter): readonly LogEntry[] {
  const least = LOG_LEVELS.indexOf(filter.least);
  return entries.filter((entry) => (filter.areas.size === 0 || filter.areas.has(entry.area)) && LOG_LEVELS.indexOf(entry.level) >= least);
}

/** One line an entry, for the clipboard and for bug reports. */
export function logText(entries: readonly LogEntry[]): string {
  return entries
    .map((entry) => `${new Date(entry.at).toISOString()} ${entry.level.padEnd(5)} ${entry.area} ${entry.code} ${entry.text()}`)
    .join('\n');
}
