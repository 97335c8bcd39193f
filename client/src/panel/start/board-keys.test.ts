import { expect, test } from 'vitest';
import { COMMANDS } from '../../app/commands.ts';
import { BOARD_KEYS, TOLD } from './board-keys.ts';

test('the sheet tells of every key that the board hears', () => {
  const isTold = (told: (typeof TOLD)[keyof typeof TOLD]): boolean =>
    typeof told === 'string'
      ? BOARD_KEYS.some(({ title }) => title === told)
      : COMMANDS.some(({ id, keys = [] }) => id === told.command && keys.length > 0);
  expect(Object.entries(TOLD).filter(([, told]) => !isTold(told))).toEqual([]);
});
