import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { createJournal, filterLog, LOG_KEPT, logJson, logText, type LogArea, type LogLevel } from './journal.ts';
import { sessionStore } from './journal-store.ts';

function journalWith(...lines: readonly (readonly [LogArea, LogLevel])[]) {
  return createRoot((dispose) => {
    const journal = createJournal();
    for (const [area, level] of lines) journal.write({ area, level, code: `${area}_${level}`, text: () => 'words', at: 0 });
    dispose();
    return journal;
  });
}

test('no area chosen shows all, and a level hides the lesser ones', () => {
  const entries = journalWith(['sync', 'info'], ['http', 'error'], ['generation', 'warn']).entries();
  const all = { areas: new Set<LogArea>(), least: 'info', words: '' } as const;
  expect(filterLog(entries, all)).toHaveLength(3);
  expect(filterLog(entries, { ...all, least: 'warn' }).map((entry) => entry.area)).toEqual(['http', 'generation']);
  expect(filterLog(entries, { ...all, areas: new Set(['sync']) }).map((entry) => entry.code)).toEqual(['sync_info']);
  expect(filterLog(entries, { ...all, areas: new Set(['sync']), least: 'error' })).toEqual([]);
});

test('every word must stand in the code or the text', () => {
  const entries = journalWith(['sync', 'info'], ['http', 'error']).entries();
  const said = (words: string) => filterLog(entries, { areas: new Set(), least: 'info', words }).map((entry) => entry.code);
  expect(said('WORDS')).toEqual(['sync_info', 'http_error']);
  expect(said(' words  HTTP ')).toEqual(['http_error']);
  expect(said('words nowhere')).toEqual([]);
});

test('the oldest entries fall off, ids never repeat', () => {
  const journal = journalWith();
  for (let n = 0; n < LOG_KEPT + 20; n++) journal.write({ area: 'sync', level: 'info', code: 'x', text: () => String(n) });
  const entries = journal.entries();
  expect(entries).toHaveLength(LOG_KEPT);
  expect(new Set(entries.map((entry) => entry.id)).size).toBe(LOG_KEPT);
  expect(entries.at(-1)?.text()).toBe(String(LOG_KEPT + 19));
});

test('the clipboard has a line an entry with its code, or a list', () => {
  const entries = journalWith(['http', 'error']).entries();
  expect(logText(entries)).toBe('1970-01-01T00:00:00.000Z error http http_error words');
  expect(JSON.parse(logJson(entries))).toEqual([
    { at: '1970-01-01T00:00:00.000Z', level: 'error', area: 'http', code: 'http_error', text: 'words' },
  ]);
});

/** A tab that can be reloaded. */
function tab(refuses = false) {
  const kept = new Map<string, string>();
  const leaving: (() => void)[] = [];
  const page = {
    addEventListener: (_: string, listener: () => void) => void leaving.push(listener),
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem(key: string, value: string) {
        if (refuses) throw new Error('refused');
        kept.set(key, value);
      },
    },
  };
  return { page: page as unknown as Window, kept, leave: () => leaving.splice(0).forEach((listener) => listener()) };
}

test('a reload brings the journal back as it was written; what is cleared stays cleared', () => {
  const { page, leave } = tab();
  const first = createJournal(sessionStore(page));
  first.write({ area: 'wallet', level: 'warn', code: 'one', text: () => 'mots', at: 5 });
  leave();
  const second = createJournal(sessionStore(page));
  expect(second.entries().map(({ area, level, code, text, at }) => [area, level, code, text(), at])).toEqual([
    ['wallet', 'warn', 'one', 'mots', 5],
  ]);
  second.write({ area: 'sync', level: 'info', code: 'two', text: () => 'words' });
  expect(new Set(second.entries().map((entry) => entry.id)).size).toBe(2);
  second.clear();
  leave();
  expect(createJournal(sessionStore(page)).entries()).toEqual([]);
});

test('a store that refuses, or holds nonsense, is no trouble', () => {
  const refusing = tab(true);
  const journal = createJournal(sessionStore(refusing.page));
  journal.write({ area: 'sync', level: 'info', code: 'x', text: () => 'x' });
  refusing.leave();
  expect(journal.entries()).toHaveLength(1);
  const { page, kept } = tab();
  kept.set('oto.journal', '[{"at":"yesterday"}]');
  expect(sessionStore(page).read()).toEqual([]);
  kept.set('oto.journal', '{');
  expect(sessionStore(page).read()).toEqual([]);
});
