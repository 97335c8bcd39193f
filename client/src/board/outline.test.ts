import { expect, test } from 'vitest';
import type { OutlineEntry } from './board-controller.ts';
import { OUTLINE_MAX, readingOrder } from './outline.ts';

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
