import type { LogLine } from '@oto/schema/contract/log';
import { expect, test } from 'vitest';
import { mergeLines } from './log-lines.ts';

const line = (id: string): LogLine => ({
  id,
  at: '2026-05-01T10:00:00.000Z',
  service: 'api',
  replica: 'a',
  level: 'info',
  message: id,
  requestId: null,
  fields: {},
});

test('lines that came live and by the page stand once, newest first', () => {
  const merged = mergeLines([line('9'), line('10')], [line('10'), line('11'), line('2')]);
  expect(merged.map(({ id }) => id)).toEqual(['11', '10', '9', '2']);
});
