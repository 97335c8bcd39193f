import { expect, test } from 'vitest';
import type { Status } from '@oto/schema/contract/status';
import { troubleOf } from './trouble.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const board = (state: 'up' | 'down', since: string | null): Status => ({
  overall: state,
  at: '2026-03-01T12:00:00Z',
  components: [{ name: 'board', state, since, waitSeconds: null, uptime: null, days: [] }],
  incidents: [],
});
const said = (impact: 'none' | 'slow' | 'down', overAt: string | null): Status => ({
  ...board('up', null),
  incidents: [
    {
      id: 'AZKzWpHQfTe3rQnbtK7OuA' as Status['incidents'][number]['id'],
      components: ['board'],
      impact,
      state: 'looking',
      beganAt: '2026-03-01T11:00:00Z',
      overAt,
      updates: [],
    },
  ],
});

test('only what lasts, or what operators say, is told', () => {
  expect(troubleOf(board('up', '2026-03-01T10:00:00Z'), NOW)).toBeNull();
  expect(troubleOf(board('down', '2026-03-01T11:59:00Z'), NOW)).toBeNull();
  expect(troubleOf(board('down', '2026-03-01T11:50:00Z'), NOW)).toBe('down');
  expect(troubleOf(said('none', null), NOW)).toBeNull();
  expect(troubleOf(said('slow', null), NOW)).toBe('slow');
  expect(troubleOf(said('down', '2026-03-01T11:30:00Z'), NOW)).toBeNull();
});
