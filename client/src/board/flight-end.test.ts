import { expect, test } from 'vitest';
import { flightEnd } from './flight-end.ts';

const camera = {
  zoom: 0.1,
  limits: () => ({ min: 0.01, notes: 0.07, max: 3 }),
  visibleRect: () => ({ x: 0, y: 0, width: 10_000, height: 5000 }),
};

test('the end of a flight is seen at its own zoom', () => {
  const heading = { x: 3000, y: -400, zoom: 0.5 };
  expect(flightEnd({ ...camera, heading })).toEqual({ x: 2000, y: -900, width: 2000, height: 1000 });
});

test('no flight, and one to the map, end nowhere that is to be opened', () => {
  expect(flightEnd({ ...camera, heading: null })).toBeNull();
  expect(flightEnd({ ...camera, heading: { x: 0, y: 0, zoom: 0.03 } })).toBeNull();
});
