import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SceneCamera } from '../scene/types.ts';
import type { ScreenBox } from './board-controller.ts';
import { BoxFollower, boundsOf, boxOnScreen, type Square } from './selection-box.ts';

const square = fc.record({
  x: fc.integer({ min: -5000, max: 5000 }),
  y: fc.integer({ min: -5000, max: 5000 }),
  rot: fc.double({ min: -3.2, max: 3.2, noNaN: true }),
  size: fc.constantFrom(200, 240),
});

function cameraAt(x: number, y: number, zoom: number): SceneCamera {
  const size = { width: 800, height: 600 };
  const corner = { x: x - size.width / zoom / 2, y: y - size.height / zoom / 2 };
  const away = (): never => {
    throw new Error('the follower never moves the camera');
  };
  return {
    x,
    y,
    zoom,
    limits: () => ({ min: 0.1, notes: 0.1, max: 4 }),
    isMap: false,
    heading: null,
    screenToWorld: (point) => ({ x: corner.x + point.x / zoom, y: corner.y + point.y / zoom }),
    worldToScreen: (point) => ({ x: (point.x - corner.x) * zoom, y: (point.y - corner.y) * zoom }),
    visibleRect: () => ({ ...corner, width: size.width / zoom, height: size.height / zoom }),
    moveTo: away,
    flyTo: away,
    fit: away,
    zoomBy: away,
    setWorld: away,
    onChange: away,
  };
}

describe('selection box', () => {
  test('holds every corner of every marked note, and no more than their reach', () => {
    fc.assert(
      fc.property(fc.array(square, { minLength: 1, maxLength: 10 }), (squares) => {
        const box = boundsOf(squares) ?? { x: 0, y: 0, width: 0, height: 0 };
        for (const { x, y, rot, size } of squares) {
          for (const [dx, dy] of [
            [-1, -1],
            [1, -1],
            [1, 1],
            [-1, 1],
          ] as const) {
            const px = x + (size / 2) * (dx * Math.cos(rot) - dy * Math.sin(rot));
            const py = y + (size / 2) * (dx * Math.sin(rot) + dy * Math.cos(rot));
            expect(px).toBeGreaterThanOrEqual(box.x - 1e-6);
            expect(px).toBeLessThanOrEqual(box.x + box.width + 1e-6);
            expect(py).toBeGreaterThanOrEqual(box.y - 1e-6);
            expect(py).toBeLessThanOrEqual(box.y + box.height + 1e-6);
          }
        }
        expect(box.width).toBeLessThanOrEqual(
          Math.max(...squares.map((one) => one.x)) - Math.min(...squares.map((one) => one.x)) + 240 * Math.SQRT2 + 1e-6,
        );
      }),
      { seed: 61, numRuns: 200 },
    );
    expect(boundsOf([])).toBeNull();
  });

  test('is told in pixels of the host, and not at all when out of sight', () => {
    const note = boundsOf([{ x: 0, y: 0, rot: 0, size: 200 }]) ?? { x: 0, y: 0, width: 0, height: 0 };
    expect(boxOnScreen(cameraAt(0, 0, 0.5), note)).toEqual({ x: 350, y: 250, width: 100, height: 100 });
    expect(boxOnScreen(cameraAt(901, 0, 0.5), note)).toBeNull();
    expect(boxOnScreen(cameraAt(899, 0, 0.5), note)).not.toBeNull();
  });

  test('of a string leaves its pins free while they are near, and stays by its middle when they are far', () => {
    const boxOf = (rise: number): ScreenBox | null => {
      let found: ScreenBox | null = null;
      const follower = new BoxFollower({
        scene: {
          camera: cameraAt(0, 0, 0.5),
          noteAt: () => null,
          cordPoint: (_, t) => (t === 0.5 ? { x: 0, y: 0 } : { x: t === 0 ? -300 : 300, y: -rise }),
        },
        marked: () => [],
        cordId: () => 'tie/a',
        onBox: (box) => (found = box),
        requestFrame: () => undefined,
      });
      follower.read();
      return found;
    };
    expect(boxOf(100)).toEqual({ x: 400, y: 237, width: 0, height: 85 });
    expect(boxOf(2000)).toEqual({ x: 400, y: 120, width: 0, height: 202 });
  });

  test('follows what moves frame by frame, and rests when all is still', () => {
    const frames: (() => void)[] = [];
    const boxes: (ScreenBox | null)[] = [];
    let note: Square = { x: 0, y: 0, rot: 0, size: 200 };
    let marked: string[] = [];
    const follower = new BoxFollower({
      scene: { camera: cameraAt(0, 0, 1), noteAt: () => note, cordPoint: () => null },
      marked: () => marked,
      cordId: () => null,
      onBox: (box) => boxes.push(box),
      requestFrame: (callback) => frames.push(callback),
    });
    const pass = (): void => {
      for (const frame of frames.splice(0)) frame();
    };
    follower.wake();
    expect([boxes, frames]).toEqual([[], []]);
    marked = ['a'];
    follower.wake();
    for (let i = 1; i <= 20; i++) {
      note = { ...note, x: i };
      pass();
    }
    expect(boxes.map((box) => box?.x)).toEqual(Array.from({ length: 21 }, (_, i) => 300 + i));
    for (let i = 0; i < 30; i++) pass();
    expect(frames).toEqual([]);
    marked = [];
    follower.wake();
    expect(boxes.at(-1)).toBeNull();
  });
});
