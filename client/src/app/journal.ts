import { createSignal, type Accessor } from 'solid-js';

export const LOG_AREAS = ['generation', 'sync', 'events', 'http', 'wallet'] as const;
export type LogArea = (typeof LOG_AREAS)[number];
export const LOG_LEVELS = ['info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `text` is written when it is shown, so that it follows the language; what a reload brought back stays as it was. */
export type LogEntry = {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly area: LogArea;
  readonly level: LogLevel;
  readonly code: string;
  readonly text: () => string;
};

/** `words`: all of them must stand in the code or the text, whatever the case. */
export type LogFilter = { readonly areas: ReadonlySet<LogArea>; readonly least: LogLevel; readonly words: string };

/** Entries kept; the oldest fall off. */
export const LOG_KEPT = 1000;

export type Journal = {
  readonly entries: Accessor<readonly LogEntry[]>;
  readonly write: (entry: Omit<LogEntry, 'id' | 'at'> & { readonly at?: number }) => void;
  readonly clear: () => void;
};

/** Where a journal lasts longer than its page. */
export type JournalStore = {
  /** As they were written, oldest first. */
  read(): readonly (Omit<LogEntry, 'id' | 'text'> & { readonly text: string })[];
  /** Writes what `entries` then holds, a little later, and before the page goes. */
  changed(entries: () => readonly LogEntry[]): void;
};

/** What the log console shows, oldest first. `store` keeps it over a reload. */
export function createJournal(store: JournalStore | null = null): Journal {
  const before = (store?.read() ?? []).slice(-LOG_KEPT);
  const [entries, setEntries] = createSignal<readonly LogEntry[]>(before.map((entry, id) => ({ ...entry, id, text: () => entry.text })));
  let next = before.length;
  return {
    entries,
    write(entry) {
      setEntries((old) => [...old, { ...entry, at: entry.at ?? Date.now(), id: next++ }].slice(-LOG_KEPT));
      store?.changed(entries);
    },
    clear() {
      setEntries([]);
      store?.changed(entries);
    },
  };
}

/** An empty set of areas means all of them. */
export function filterLog(entries: readonly LogEntry[], filter: LogFilter): readonly LogEntry[] {
  const least = LOG_LEVELS.indexOf(filter.least);
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    if ((filter.areas.size > 0 && !filter.areas.has(entry.area)) || LOG_LEVELS.indexOf(entry.level) < least) return false;
    const said = words.length > 0 ? `${entry.code} ${entry.text()}`.toLowerCase() : '';
    return words.every((word) => said.includes(word));
  });
}

/** One line an entry, for the clipboard and for bug reports. */
export function logText(entries: readonly LogEntry[]): string {
  return entries
    .map((entry) => `${new Date(entry.at).toISOString()} ${entry.level.padEnd(5)} ${entry.area} ${entry.code} ${entry.text()}`)
    .join('\n');
}

/** The same as a list of objects. */
export function logJson(entries: readonly LogEntry[]): string {
  return JSON.stringify(
    entries.map(({ at, level, area, code, text }) => ({ at: new Date(at).toISOString(), level, area, code, text: text() })),
    null,
    2,
  );
}
