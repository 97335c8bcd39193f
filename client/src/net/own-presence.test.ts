import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import { Presence } from '@oto/schema/board/presence';
import { presenceByRegion } from './own-presence.ts';

const who = { id: newId(), name: 'Ada', colour: 3 };
const open = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
];

test('the cursor shows in the nearest region alone, a drag where its notes live', () => {
  const drag = { ids: [{ id: newId(), region: '0,0' }], dx: 12, dy: -4 };
  const states = presenceByRegion({ who, cursor: { x: 3500.4, y: 10 }, drag }, open);
  expect(states.get('1,0')).toEqual({ who, cursor: [-100, 10] });
  expect(states.get('0,0')).toEqual({ who, drag: { ids: [drag.ids[0]?.id], dx: 12, dy: -4 } });
  for (const state of states.values()) expect(Presence.safeParse(state).success).toBe(true);
});

test('far from every open region nothing is shown', () => {
  expect(presenceByRegion({ who, cursor: { x: 90_000, y: 0 }, drag: null }, open).size).toBe(0);
});
