import { describe, expect, it } from 'vitest';
import { WheelReader, type WheelSample } from './wheel-intent.ts';

const still: WheelSample = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false, timeMs: 0 };

describe('what a wheel event means', () => {
  it('zooms on a notch of a mouse wheel, in pixels or lines', () => {
    expect(new WheelReader().read({ ...still, deltaY: 120 })).toMatchObject({ type: 'zoom' });
    expect(new WheelReader().read({ ...still, deltaY: 3, deltaMode: 1 })).toMatchObject({ type: 'zoom' });
    expect(new WheelReader().read({ ...still, deltaY: -53.3 })).toMatchObject({ type: 'zoom' });
  });

  it('zooms in for up and out for down, by like amounts', () => {
    const up = new WheelReader().read({ ...still, deltaY: -100 });
    const down = new WheelReader().read({ ...still, deltaY: 100 });
    if (up.type !== 'zoom' || down.type !== 'zoom') throw new Error('expected zooms');
    expect(up.factor).toBeGreaterThan(1);
    expect(up.factor * down.factor).toBeCloseTo(1);
  });

  it('pans with two fingers, and keeps panning when the gesture speeds up', () => {
    const reader = new WheelReader();
    expect(reader.read({ ...still, deltaY: 2 })).toEqual({ type: 'pan', dx: 0, dy: 2 });
    expect(reader.read({ ...still, deltaY: 90, timeMs: 16 })).toEqual({ type: 'pan', dx: 0, dy: 90 });
    expect(reader.read({ ...still, deltaX: 14, deltaY: 3, timeMs: 32 })).toEqual({ type: 'pan', dx: 14, dy: 3 });
  });

  it('reads the next gesture afresh', () => {
    const reader = new WheelReader();
    reader.read({ ...still, deltaY: 2 });
    expect(reader.read({ ...still, deltaY: 120, timeMs: 900 })).toMatchObject({ type: 'zoom' });
  });

  it('zooms on a pinch and pans sideways with shift', () => {
    expect(new WheelReader().read({ ...still, deltaY: -4, ctrlKey: true })).toMatchObject({ type: 'zoom' });
    expect(new WheelReader().read({ ...still, deltaY: 120, shiftKey: true })).toEqual({ type: 'pan', dx: 120, dy: 0 });
  });
});
