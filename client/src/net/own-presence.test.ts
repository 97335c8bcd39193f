import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import { Presence } from '@oto/schema/board/presence';
import { presenceByRegion } from './own-presence.ts';

const who = { id: newId(), name: 'Ada', colour: 3 };
const nothing = { cursor: null, middle: null, drag: null, laser: [], wave: null, meetings: new Map() };
const open = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
];

test('the cursor shows in the nearest region alone, a drag where its notes live', () => {
  const drag = { ids: [{ id: newId(), region: '0,0' }], dx: 12, dy: -4 };
  const states = presenceByRegion({ ...nothing, who, cursor: { x: 3500.4, y: 10 }, drag }, open);
  expect(states.get('1,0')).toEqual({ who, cursor: [-100, 10] });
  expect(states.get('0,0')).toEqual({ who, drag: { ids: [drag.ids[0]?.id], dx: 12, dy: -4 } });
  for (const state of states.values()) expect(Presence.safeParse(state).success).toBe(true);
});

test('far from every open region nothing is shown', () => {
  expect(presenceByRegion({ ...nothing, who, cursor: { x: 90_000, y: 0 } }, open).size).toBe(0);
});

test('who has no cursor is there by the middle of the screen', () => {
  expect(presenceByRegion({ ...nothing, who, middle: { x: 3000, y: 0 } }, open)).toEqual(new Map([['1,0', { who }]]));
});

test('a laser shows beside the cursor, a wave also where it is meant for, views and followers where they meet', () => {
  const ada = newId();
  const view = { at: [1e6, 0] as [number, number], span: [1440, 900] as [number, number] };
  const states = presenceByRegion(
    {
      ...nothing,
      who,
      cursor: { x: 10, y: 0 },
      laser: [
        { x: 10.04, y: 1 },
        { x: 12.06, y: 1 },
        { x: 30_000, y: 1 },
      ],
      wave: { n: 4, to: ada, in: ['1,0', '9,9'] },
      meetings: new Map([
        ['1,0', { follows: ada, view }],
        ['7,7', { view }],
      ]),
    },
    open,
  );
  expect(states.get('0,0')).toEqual({
    who,
    cursor: [10, 0],
    laser: [
      [10, 1],
      [12.1, 1],
    ],
    wave: { n: 4, to: ada },
  });
  expect(states.get('1,0')).toEqual({ who, wave: { n: 4, to: ada }, follows: ada, view: { ...view, at: [1e6 - 3600, 0] } });
  expect([...states.keys()].toSorted()).toEqual(['0,0', '1,0']);
  for (const state of states.values()) expect(Presence.safeParse(state).success).toBe(true);
});
