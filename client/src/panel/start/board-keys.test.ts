import { expect, test } from 'vitest';
import { COMMANDS } from '../../app/commands.ts';
import { BOARD_KEYS, TOLD } from './board-keys.ts';

test('the sheet tells of every key that the board hears', () => {
  for (const told of Object.values(TOLD)) {
    if (typeof told === 'string') expect(BOARD_KEYS.some(({ title }) => title === told)).toBe(true);
    else expect(COMMANDS.find(({ id }) => id === told.command)?.keys).not.toHaveLength(0);
  }
});
