import { describe, expect, test } from 'vitest';
import { afterClose, meant, REPLAYS_MAX, type Edit, type IntentLog } from './intent-log.ts';

const at = (key: string, x: number): Edit => ({ root: 'places', key, value: [x, 0, 0, 1] });
const keys = (log: IntentLog): string[] => log.map((intent) => intent.edit.key);

describe('the intent log', () => {
  test('keeps one intent a record, the last', () => {
    const log = meant(meant(meant([], at('a', 1)), at('b', 2)), at('a', 3));
    expect(log.map((intent) => [intent.edit.key, intent.edit.value])).toEqual([
      ['b', [2, 0, 0, 1]],
      ['a', [3, 0, 0, 1]],
    ]);
  });

  test('a refusal costs the oldest alone', () => {
    const log = meant(meant([], at('a', 1)), at('b', 2));
    const { again, dropped } = afterClose(log, 'refused');
    expect([keys(again), keys(dropped)]).toEqual([['b'], ['a']]);
  });

  test('a reload and a merged refusal cost nothing, but not for ever', () => {
    let log = meant(meant([], at('a', 1)), at('b', 2));
    for (let i = 0; i < REPLAYS_MAX; i++) {
      const { again, dropped } = afterClose(log, i % 2 === 0 ? 'reload' : 'merged');
      expect([keys(again), keys(dropped)]).toEqual([['a', 'b'], []]);
      log = again;
    }
    expect(keys(afterClose(log, 'reload').dropped)).toEqual(['a', 'b']);
  });
});
