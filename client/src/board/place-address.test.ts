import fc from 'fast-check';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { expect, test } from 'vitest';
import { placeFromSearch, placePath } from './place-address.ts';

const searchOf = (path: string): string => new URL(path, 'https://oto.example').search;

test('two numbers are a plot, three a view, anything else nothing', () => {
  expect(placeFromSearch('?at=12,-7')).toEqual({ type: 'plot', plot: { x: 12, y: -7 } });
  expect(placeFromSearch('?at=-0,0')).toEqual({ type: 'plot', plot: { x: 0, y: 0 } });
  expect(placeFromSearch('?at=1,2,3')).toEqual({ type: 'view', x: PLOT_SIZE, y: 2 * PLOT_SIZE, zoom: 3 });
  expect(placeFromSearch('?at=12.25,-7.1,0.8')).toEqual({ type: 'view', x: 44_100, y: -25_560, zoom: 0.8 });
  const none = [
    '',
    '?at=',
    '?at=1',
    '?at=1.5,2',
    '?at=1,2,0',
    '?at=1,2,-1',
    '?at=1,2,3,4',
    '?at=a,b',
    '?at=1e9,0',
    '?at=1,2,1e3',
    '?at=,,',
  ];
  for (const search of none) expect(placeFromSearch(search)).toBeNull();
});

test('every view has an address that leads back to it', () => {
  const coordinate = fc.double({ min: -3.5e9, max: 3.5e9, noNaN: true });
  fc.assert(
    fc.property(coordinate, coordinate, fc.double({ min: -6.9, max: 2, noNaN: true }), (x, y, power) => {
      const place = { x, y, zoom: 10 ** power };
      const path = placePath(place);
      expect(path).toMatch(/^\/\?at=[-0-9.,]+$/);
      const back = placeFromSearch(searchOf(path));
      if (back?.type !== 'view') throw new Error(`${path} is no view`);
      expect(Math.abs(back.x - x)).toBeLessThanOrEqual(PLOT_SIZE / 1000);
      expect(Math.abs(back.y - y)).toBeLessThanOrEqual(PLOT_SIZE / 1000);
      expect(Math.abs(back.zoom / place.zoom - 1)).toBeLessThanOrEqual(0.006);
      expect(placePath(back)).toBe(path);
    }),
    { seed: 91, numRuns: 500 },
  );
});
