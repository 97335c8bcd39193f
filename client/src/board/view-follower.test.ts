import { expect, test } from 'vitest';
import type { CameraPlace, SceneCamera } from '../scene/types.ts';
import { ViewFollower } from './view-follower.ts';

const SCREEN = { width: 1000, height: 500 };

/** A camera that arrives when it is told to. */
function standIn() {
  let place: CameraPlace = { x: 0, y: 0, zoom: 1 };
  let listener: (place: CameraPlace) => void = () => {};
  let land: (arrived: boolean) => void = () => {};
  const put = (next: CameraPlace): void => {
    place = next;
    listener(next);
  };
  const camera = {
    get x() {
      return place.x;
    },
    get y() {
      return place.y;
    },
    get zoom() {
      return place.zoom;
    },
    limits: () => ({ min: 0.01, notes: 0.1, max: 4 }),
    visibleRect: () => ({ x: 0, y: 0, width: SCREEN.width / place.zoom, height: SCREEN.height / place.zoom }),
    moveTo: put,
    flyTo: (to: CameraPlace) =>
      new Promise<boolean>((resolve) => {
        land = (arrived) => {
          if (arrived) put(to);
          resolve(arrived);
        };
      }),
    onChange(next: (place: CameraPlace) => void) {
      listener = next;
      return () => {};
    },
  };
  return { camera: camera as unknown as SceneCamera, put, place: () => place, land: (arrived: boolean) => land(arrived) };
}

function setUp(reducedMotion = false) {
  const stand = standIn();
  const frames: (() => void)[] = [];
  let now = 0;
  let left = 0;
  const follower = new ViewFollower({
    camera: stand.camera,
    reducedMotion,
    onLeft: () => void left++,
    requestFrame: (callback) => void frames.push(callback),
    now: () => now,
  });
  const frame = (ms = 16): void => {
    now += ms;
    for (const one of frames.splice(0)) one();
  };
  const look = (x: number, width = 1000, height = 500) => follower.look({ at: { x, y: 0 }, width, height });
  return { ...stand, follower, frame, look, left: () => left, waiting: () => frames.length };
}

test('it flies there first, then eases after the other, whose whole screen stays in view', async () => {
  const { look, land, frame, place, waiting, left } = setUp();
  look(400, 4000, 1000);
  land(true);
  await Promise.resolve();
  // Four times as wide as this screen at zoom 1.
  expect(place()).toEqual({ x: 400, y: 0, zoom: 0.25 });
  look(600, 4000, 1000);
  frame();
  expect(place().x).toBeGreaterThan(400);
  expect(place().x).toBeLessThan(600);
  for (let n = 0; n < 100 && waiting() > 0; n++) frame();
  expect(place()).toEqual({ x: 600, y: 0, zoom: 0.25 });
  expect([waiting(), left()]).toEqual([0, 0]);
});

test('a hand that moves the view ends it, also in the middle of a flight', async () => {
  const { look, land, put, follower, left } = setUp();
  look(400);
  land(true);
  await Promise.resolve();
  put({ x: 420, y: 0, zoom: 1 });
  expect(left()).toBe(1);
  look(500);
  land(false);
  await Promise.resolve();
  expect(left()).toBe(2);
  follower.rest();
  put({ x: 0, y: 0, zoom: 1 });
  expect(left()).toBe(2);
});

test('without motion it jumps; what is far is flown to', async () => {
  const { look, land, frame, place } = setUp(true);
  look(10);
  land(true);
  await Promise.resolve();
  look(300);
  frame();
  expect(place().x).toBe(300);
  look(90_000);
  frame();
  expect(place().x).toBe(300);
  land(true);
  await Promise.resolve();
  expect(place().x).toBe(90_000);
});
