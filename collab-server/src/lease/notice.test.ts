import { expect, test } from 'vitest';
import { readNotice } from './notice.ts';

test('a notice is read, and what this version does not know is passed over', () => {
  expect(readNotice('asked -1,0 7')).toEqual({ verb: 'asked', tile: '-1,0', epoch: 7n });
  expect(readNotice('heard 3,-12 7 1500')).toEqual({ verb: 'heard', tile: '3,-12', epoch: 7n, ms: 1500 });
  expect(readNotice('free 0,0 900719925474099312')).toEqual({ verb: 'free', tile: '0,0', epoch: 900719925474099312n });
  expect(readNotice('taken 0,0 8')).toEqual({ verb: 'taken', tile: '0,0', epoch: 8n });
  for (const payload of ['', 'asked', 'asked 0,0', 'heard 0,0 7', 'sold 0,0 7', 'asked 0,0 -1', 'asked 0,0 7 8 9']) {
    expect(readNotice(payload)).toBeNull();
  }
});
