import { expect, test } from 'vitest';
import { placeHand } from './place-hand.ts';

const sight = { x: 1000, y: 0, zoom: 0.5, width: 800, height: 600, isMap: false };

test('a hand waves at the cursor, or at the edge towards it', () => {
  expect(placeHand({ x: 1100, y: 40 }, sight)).toEqual({ x: 450, y: 320 });
  expect(placeHand({ x: 90_000, y: 40 }, sight)).toEqual({ x: 740, y: 320 });
  expect(placeHand({ x: -90_000, y: 90_000 }, sight)).toEqual({ x: 60, y: 430 });
  expect(placeHand(null, sight)).toEqual({ x: 400, y: 150 });
});
