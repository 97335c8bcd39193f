import { expect, test } from 'vitest';
import type { OutlineEntry } from './board-controller.ts';
import type { SceneCamera } from '../scene/types.ts';
import { mapEntriesInView, OUTLINE_MAX, readingOrder } from './outline.ts';

const entry = (id: string, x: number, y: number): OutlineEntry => ({
  id,
  kind: 'text',
  title: id,
  author: '',
  x,
  y,
  size: 100,
  pending: false,
});

test('line by line, from left to right, though notes lie askew', () => {
  const order = readingOrder([entry('d', 20, 300), entry('b', 200, 5), entry('a', 10, 40), entry('c', 400, 30)], { x: 0, y: 0 });
  expect(order.map((one) => one.id)).toEqual(['a', 'b', 'c', 'd']);
});

test('the nearest to the middle are kept', () => {
  const many = Array.from({ length: OUTLINE_MAX + 50 }, (_, i) => entry(`${i}`, i * 10, 0));
  const kept = readingOrder(many, { x: 0, y: 0 });
  expect(kept).toHaveLength(OUTLINE_MAX);
  expect(kept.at(-1)?.id).toBe(`${OUTLINE_MAX - 1}`);
});

test('of the map, what is on screen is told with its plot and its place', () => {
  const zoom = 0.02;
  const camera = {
    zoom,
    visibleRect: () => ({ x: -10_000, y: -10_000, width: 20_000, height: 20_000 }),
    worldToScreen: ({ x, y }: { readonly x: number; readonly y: number }) => ({ x: (x + 10_000) * zoom, y: (y + 10_000) * zoom }),
  } as SceneCamera;
  const claim = (x: number, y: number, title?: string) => ({
    key: `${x},${y}`,
    plot: { x, y },
    tint: '#112233',
    notes: 3,
    ...(title ? { title } : {}),
  });
  const mark = (id: string, x: number, y: number) => ({ id, x, y, name: id, colour: '#112233', descendants: 9 });
  const entries = mapEntriesInView(
    camera,
    [claim(1, 0, 'Ada'), claim(-1, 0), claim(9, 9)],
    [mark('near', 3700, 50), mark('far', 90_000, 0)],
  );
  expect(entries.map((one) => [one.type, one.id, one.plot, one.seat])).toEqual([
    ['plot', '1,0', { x: 1, y: 0 }, { x: 0, y: 0 }],
    ['plot', '-1,0', { x: -1, y: 0 }, { x: 0, y: 0 }],
    ['landmark', 'near', { x: 1, y: 0 }, { x: 100, y: 50 }],
  ]);
  expect(entries[0]).toMatchObject({ owner: 'Ada', notes: 3, x: 272, y: 200, size: 72 });
});
