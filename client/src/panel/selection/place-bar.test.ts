import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GAP, MARGIN, placeBar } from './place-bar.ts';

const bar = { width: 300, height: 44 };
const window = { width: 1440, height: 900 };
const dock = { x: 470, y: 820, width: 500, height: 66 };
const top = { x: 12, y: 12, width: 1416, height: 44 };

test('above the selection and centred on it', () => {
  expect(placeBar({ x: 600, y: 400, width: 200, height: 200 }, bar, window, [dock, top])).toEqual({ x: 550, y: 400 - GAP - 44 });
});

test('below it when the top bar is in the way', () => {
  expect(placeBar({ x: 600, y: 70, width: 200, height: 200 }, bar, window, [dock, top])).toEqual({ x: 550, y: 270 + GAP });
});

test('over the dock when the selection fills the screen', () => {
  expect(placeBar({ x: 300, y: 20, width: 900, height: 870 }, bar, window, [dock, top])?.y).toBe(900 - MARGIN - 44);
  expect(placeBar({ x: 600, y: 20, width: 200, height: 870 }, bar, window, [dock, top])).toEqual({ x: 550, y: 820 - GAP - 44 });
});

test('inside the window for a selection at its edge', () => {
  expect(placeBar({ x: -80, y: 400, width: 100, height: 100 }, bar, window, [])?.x).toBe(MARGIN);
  expect(placeBar({ x: 1400, y: 400, width: 100, height: 100 }, bar, window, [])?.x).toBe(1440 - MARGIN - 300);
});

test('wherever it goes, it is in the window and over nothing', () => {
  const side = fc.integer({ min: -400, max: 2000 });
  const length = fc.integer({ min: 1, max: 1500 });
  const box = fc.record({ x: side, y: side, width: length, height: length });
  fc.assert(
    fc.property(
      box,
      fc.array(box, { maxLength: 4 }),
      fc.record({ width: fc.integer({ min: 320, max: 3840 }), height: fc.integer({ min: 300, max: 2160 }) }),
      (selected, obstacles, within) => {
        const at = placeBar(selected, bar, within, obstacles);
        if (at === null) return;
        expect(at.x).toBeGreaterThanOrEqual(MARGIN);
        expect(at.y).toBeGreaterThanOrEqual(MARGIN);
        expect(at.x + bar.width).toBeLessThanOrEqual(within.width - MARGIN);
        expect(at.y + bar.height).toBeLessThanOrEqual(within.height - MARGIN);
        for (const one of obstacles) {
          const apart = at.x + bar.width <= one.x || one.x + one.width <= at.x || at.y + bar.height <= one.y || one.y + one.height <= at.y;
          expect(apart).toBe(true);
        }
      },
    ),
    { seed: 11, numRuns: 2000 },
  );
});
