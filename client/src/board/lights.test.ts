import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { LightWay } from '../scene/types.ts';
import type { BoardCord } from './cord-book.ts';
import { Lights } from './lights.ts';

const [leaf, middle, root, agent] = [newId(), newId(), newId(), newId()];

function stage(known: readonly string[]) {
  const shown: LightWay[] = [];
  const clock = { now: 0 };
  let told = 0;
  const lights = new Lights({
    cords: { get: (id) => (known.includes(id) ? ({} as BoardCord) : undefined) },
    scene: { runLight: (ways) => void shown.push(...ways) },
    now: () => clock.now,
    onLight: (ways) => void (told += ways),
  });
  return { lights, shown, clock, told: () => told };
}
const ids = (way: LightWay | undefined) => way?.cords.map(({ id }) => id);

test('runs from the creation to whoever earned, cord by cord, each cord to its source', () => {
  const { lights, shown } = stage([`${leaf}/agent/${agent}`, `${leaf}/fork/${middle}`, `${middle}/fork/${root}`]);
  lights.show({
    paths: [
      [leaf, agent],
      [leaf, middle, root],
    ],
  });
  expect(shown.map(({ glows }) => glows)).toEqual([agent, root]);
  expect(ids(shown[1])).toEqual([`${leaf}/fork/${middle}`, `${middle}/fork/${root}`]);
  expect(shown.flatMap(({ cords }) => cords).every(({ to }) => to === 'from')).toBe(true);
});

test('the same light told by several regions is shown once; later the same way may shine again', () => {
  const { lights, shown, clock, told } = stage([`${leaf}/agent/${agent}`]);
  for (let region = 0; region < 3; region++) lights.show({ paths: [[leaf, agent]] });
  expect([shown.length, told()]).toEqual([1, 1]);
  clock.now = 40_000;
  lights.show({ paths: [[leaf, agent]] });
  expect(shown).toHaveLength(2);
});

test('of a way that is known in part, the last known stretch is shown', () => {
  const beginning = stage([`${leaf}/fork/${middle}`]);
  beginning.lights.show({ paths: [[leaf, middle, root]] });
  expect(beginning.shown).toEqual([{ cords: [{ id: `${leaf}/fork/${middle}`, to: 'from' }], glows: null }]);
  const end = stage([`${middle}/fork/${root}`]);
  end.lights.show({ paths: [[leaf, middle, root]] });
  expect(end.shown).toEqual([{ cords: [{ id: `${middle}/fork/${root}`, to: 'from' }], glows: root }]);
  const none = stage([]);
  none.lights.show({ paths: [[leaf, middle, root]] });
  expect([none.shown.length, none.told()]).toEqual([0, 0]);
});
