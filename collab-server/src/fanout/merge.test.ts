import { Document } from '@hocuspocus/server';
import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readerOf } from '../testing/reader.ts';
import { mergeUpdates } from './merge.ts';
import { BUSY_READERS, UPDATES_MS } from './window.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function documentWith(readers: number) {
  const document = new Document('region/0,0.1');
  mergeUpdates(document, pino({ level: 'silent' }));
  return { document, readers: Array.from({ length: readers }, () => readerOf(document)) };
}

/** Edits `document` once a millisecond for `ms`, then lets everything arrive. */
function work(document: Document, ms: number) {
  for (let now = 0; now < ms; now++) {
    document.getMap<number>('places').set('n', now);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(1_000);
}

it('sends each edit to a few readers at once', () => {
  const { document, readers } = documentWith(2);
  work(document, 100);
  for (const { doc, frames } of readers) {
    expect(frames.updates).toBe(100);
    expect(doc.getMap('places').toJSON()).toEqual({ n: 99 });
  }
});

it('merges edits for many readers, and sends a lone edit at once', () => {
  const { document, readers } = documentWith(BUSY_READERS + 1);
  document.getMap<number>('places').set('n', 0);
  vi.advanceTimersByTime(0);
  expect(readers.map(({ frames }) => frames.updates)).toEqual(readers.map(() => 1));
  work(document, 10 * UPDATES_MS);
  for (const { doc, frames } of readers) {
    expect(frames.updates).toBe(11);
    expect(doc.getMap('places').toJSON()).toEqual({ n: 10 * UPDATES_MS - 1 });
  }
});

it('follows readers as they come and go', () => {
  const { document, readers } = documentWith(BUSY_READERS);
  const [first] = readers;
  work(document, 50);
  expect(first?.frames.updates).toBe(50);
  const extra = readerOf(document);
  work(document, 2 * UPDATES_MS);
  expect(first?.frames.updates).toBe(53);
  extra.connection.close();
  vi.advanceTimersByTime(1_000);
  work(document, 50);
  expect(first?.frames.updates).toBe(103);
});
