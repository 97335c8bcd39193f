import { Document } from '@hocuspocus/server';
import pino from 'pino';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { BUSY_READERS, PRESENCE_MS } from '../fanout/window.ts';
import { readerOf, type Reader } from '../testing/reader.ts';
import { relayPresence, RENEWALS_MS } from './relay.ts';

const SPEAKERS = 20;
/** y-protocols renews a state of this age. */
const RENEWED_MS = 15_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A document with `silent` readers, and people who show a state each. */
function crowd(silent: number) {
  const document = new Document('region/0,0.1');
  relayPresence(document, pino({ level: 'silent' }));
  const readers = Array.from({ length: silent }, () => readerOf(document));
  const people = Array.from({ length: SPEAKERS }, () => {
    const own = new Awareness(new Y.Doc());
    const reader = readerOf(document);
    own.on('update', (_: unknown, origin: unknown) => {
      if (origin !== 'local') return;
      const update = encodeAwarenessUpdate(own, [own.clientID]);
      applyAwarenessUpdate(document.awareness, update, { source: 'connection', connection: reader.connection });
    });
    own.setLocalState(null);
    return { own, reader };
  });
  return { document, readers, people };
}

const cursorsOf = ({ awareness }: Reader) => new Map([...awareness.getStates()].map(([client, state]) => [client, state.cursor]));

/** Everyone moves at 20 Hz, out of step, for `ms`. */
function drag(people: ReturnType<typeof crowd>['people'], ms: number): void {
  for (let now = 0; now < ms; now++) {
    for (const [index, { own }] of people.entries()) if ((now + 7 * index) % 50 === 0) own.setLocalState({ cursor: [now, index] });
    vi.advanceTimersByTime(1);
  }
}

it('sends a reader so many frames a second whatever the number of people, with the latest of each', () => {
  const { readers, people } = crowd(BUSY_READERS);
  drag(people, 2_000);
  vi.advanceTimersByTime(PRESENCE_MS);
  for (const reader of readers) {
    expect(reader.frames.presence).toBeLessThanOrEqual(Math.ceil(2_000 / PRESENCE_MS) + 1);
    expect(cursorsOf(reader)).toEqual(new Map(people.map(({ own }) => [own.clientID, own.getLocalState()?.cursor])));
  }
});

it('lets renewals wait for one another, and nobody be forgotten', () => {
  const { readers, people } = crowd(BUSY_READERS);
  drag(people, 100);
  vi.advanceTimersByTime(PRESENCE_MS);
  const before = readers.map(({ frames }) => frames.presence);
  vi.advanceTimersByTime(10 * RENEWED_MS);
  for (const [index, reader] of readers.entries()) {
    expect(reader.frames.presence - (before[index] ?? 0)).toBeLessThanOrEqual((10 * RENEWED_MS) / RENEWALS_MS);
    expect(cursorsOf(reader).size).toBe(SPEAKERS);
  }
});

it('shows a newcomer who is there', () => {
  const { document, people } = crowd(0);
  drag(people, 100);
  expect(cursorsOf(readerOf(document)).size).toBe(SPEAKERS);
});

it('removes who leaves with the next frame, and who falls silent', () => {
  const { readers, people } = crowd(BUSY_READERS);
  const [reader] = readers;
  drag(people, 100);
  vi.advanceTimersByTime(PRESENCE_MS);
  const [first, second] = people;
  first?.reader.connection.close();
  first?.own.destroy();
  vi.advanceTimersByTime(PRESENCE_MS);
  expect(reader && cursorsOf(reader).size).toBe(SPEAKERS - 1);
  // A client that hangs renews nothing.
  second?.own.destroy();
  vi.advanceTimersByTime(40_000);
  expect(reader && cursorsOf(reader).size).toBe(SPEAKERS - 2);
});

it('ends with its document', () => {
  const { document, people } = crowd(2);
  drag(people, 100);
  for (const { own } of people) own.destroy();
  document.destroy();
  // What is left is one interval of each reader's own awareness.
  expect(vi.getTimerCount()).toBe(SPEAKERS + 2);
});
