import { newId } from '@oto/schema/base/id';
import { expect, test } from 'vitest';
import { CordBodyHand } from './cord-body-hand.ts';
import type { PulledCord } from './board-controller.ts';

const [child, parent, agent] = [newId(), newId(), newId()];
const end = (id: typeof child) => [id, 0, 0, 0, 0] as const;
const view = { colour: '#55524F' } as never;
const cords = new Map<string, object>([
  ['fork', { view, style: 'fork', from: end(parent), to: end(child) }],
  ['cord', { view, style: 'cord', from: end(agent), to: end(child) }],
  ['tie', { view, style: 'tie', from: end(parent), to: end(child), tie: {} }],
]);

function hand(zoom = 1) {
  const pulled: PulledCord[] = [];
  const loose: unknown[] = [];
  const made = new CordBodyHand({
    scene: { camera: { zoom } as never, holdLooseCord: (held) => void loose.push(held?.note ?? null), setHover: () => undefined },
    view: { cords: cords as never, find: ((id: string) => (id === child ? {} : undefined)) as never },
    onPull: (cord) => void pulled.push(cord),
  });
  return { made, pulled, loose };
}

test('a string gives a little, then it is followed once', () => {
  const { made, pulled, loose } = hand();
  made.take('fork', { x: 0, y: 0 });
  made.pull({ x: 20, y: 10 });
  expect([pulled, loose]).toEqual([[], [child]]);
  made.pull({ x: 60, y: 10 });
  made.pull({ x: 160, y: 10 });
  expect(pulled).toEqual([{ creation: child, from: parent }]);
  expect(loose).toEqual([child, null]);
  expect(made.isHolding).toBe(false);
});

test('let go before, it springs back; far away the same tug is on screen', () => {
  const { made, pulled } = hand(0.25);
  made.take('cord', { x: 0, y: 0 });
  made.pull({ x: 160, y: 0 });
  made.letGo();
  made.pull({ x: 900, y: 0 });
  expect(pulled).toEqual([]);
  made.take('cord', { x: 0, y: 0 });
  made.pull({ x: 240, y: 0 });
  expect(pulled).toEqual([{ creation: child, from: agent }]);
});

test('people’s own strings are not pulled', () => {
  const { made, pulled } = hand();
  expect([made.mayTake('tie'), made.mayTake('gone'), made.mayTake('fork')]).toEqual([false, false, true]);
  made.take('tie', { x: 0, y: 0 });
  made.pull({ x: 900, y: 0 });
  expect(pulled).toEqual([]);
});
