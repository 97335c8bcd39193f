import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { createJournal, filterLog, LOG_KEPT, logText, type LogArea, type LogLevel } from './journal.ts';

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
  expect(filterLog(entries, { areas: new Set(), least: 'info' })).toHaveLength(3);
  expect(filterLog(entries, { areas: new Set(), least: 'warn' }).map((entry) => entry.area)).toEqual(['http', 'generation']);
  expect(filterLog(entries, { areas: new Set(['sync']), least: 'info' }).map((entry) => entry.code)).toEqual(['sync_info']);
  expect(filterLog(entries, { areas: new Set(['sync']), least: 'error' })).toEqual([]);
});

test('the oldest entries fall off, ids never repeat', () => {
  const journal = journalWith();
  for (let n = 0; n < LOG_KEPT + 20; n++) journal.write({ area: 'sync', level: 'info', code: 'x', text: () => String(n) });
  const entries = journal.entries();
  expect(entries).toHaveLength(LOG_KEPT);
  expect(new Set(entries.map((entry) => entry.id)).size).toBe(LOG_KEPT);
  expect(entries.at(-1)?.text()).toBe(String(LOG_KEPT + 19));
});

test('the clipboard text has a line an entry with its code', () => {
  expect(logText(journalWith(['http', 'error']).entries())).toBe('1970-01-01T00:00:00.000Z error http http_error words');
});
