import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BATCH_MAX, LogSink, WAITING_MAX } from './log-sink.ts';
import type { NewLine } from './read-line.ts';

const source = { service: 'api', replica: 'one' } as const;
const line = (msg: string, level = 30): string => JSON.stringify({ level, time: '2026-05-01T10:00:00.000Z', msg });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('lines are stored in batches, in their order, those from before the store too', async () => {
  const batches: NewLine[][] = [];
  const sink = new LogSink(source);
  for (let n = 0; n < BATCH_MAX + 3; n++) sink.write(line(`${n}`));
  await vi.advanceTimersByTimeAsync(5000);
  expect(batches).toEqual([]);
  sink.begin(async (lines) => void batches.push([...lines]));
  await vi.advanceTimersByTimeAsync(5000);
  expect(batches.map((batch) => batch.length)).toEqual([BATCH_MAX, 3]);
  expect(batches.flat().map((one) => one.message)).toEqual(Array.from({ length: BATCH_MAX + 3 }, (_, n) => `${n}`));
  expect(batches[0]?.[0]).toEqual({
    at: '2026-05-01T10:00:00.000Z',
    service: 'api',
    replica: 'one',
    level: 'info',
    message: '0',
    requestId: null,
    fields: {},
  });
});

test('a flood is dropped and counted, and pushes out no error', async () => {
  const stored: NewLine[] = [];
  const sink = new LogSink(source);
  for (let n = 0; n < WAITING_MAX + 7; n++) sink.write(line('flood'));
  sink.write(line('grave', 50));
  sink.begin(async (lines) => void stored.push(...lines));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stored.filter((one) => one.message === 'flood')).toHaveLength(WAITING_MAX);
  expect(stored.filter((one) => one.level === 'error').map((one) => one.message)).toEqual(['grave']);
  expect(stored.filter((one) => one.message === 'log lines were dropped').map((one) => one.fields)).toEqual([{ dropped: 7 }]);
});

test('a store that fails, hangs or is handed nonsense never reaches the logger, and is told of later', async () => {
  const stored: NewLine[] = [];
  let answer: () => Promise<unknown> = () => Promise.reject(new Error('away'));
  const sink = new LogSink(source);
  sink.begin((lines) => answer().then(() => stored.push(...lines)));
  sink.write(line('lost'));
  sink.write('not JSON');
  await vi.advanceTimersByTimeAsync(1000);
  answer = () => new Promise(() => {});
  sink.write(line('lost too'));
  await vi.advanceTimersByTimeAsync(10_000);
  answer = () => Promise.resolve();
  sink.write(line('kept'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(stored.map(({ message, fields }) => [message, fields])).toEqual([
    ['kept', {}],
    ['log lines were dropped', { dropped: 3 }],
  ]);
});

test('closing stores what waits and takes nothing more', async () => {
  const stored: NewLine[] = [];
  const sink = new LogSink(source);
  sink.begin(async (lines) => void stored.push(...lines));
  for (let n = 0; n < BATCH_MAX + 1; n++) sink.write(line(`${n}`));
  await sink.close();
  sink.write(line('late'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(stored).toHaveLength(BATCH_MAX + 1);
});
