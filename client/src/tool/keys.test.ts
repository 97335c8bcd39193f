import { describe, expect, test } from 'vitest';
import { keyIntent } from './keys.ts';

const plain = { shift: false, command: false, meta: false, alt: false };
const command = { ...plain, command: true };

describe('keyIntent', () => {
  test('arrows move a movable selection, step otherwise, and move the camera with Shift', () => {
    expect(keyIntent({ key: 'ArrowUp', ...plain }, true)).toEqual({ type: 'nudge', by: { x: 0, y: -10 } });
    expect(keyIntent({ key: 'ArrowRight', ...plain, shift: true }, true)).toEqual({ type: 'nudge', by: { x: 100, y: 0 } });
    expect(keyIntent({ key: 'ArrowRight', ...plain }, false)).toEqual({ type: 'step', to: 'right', by: { x: 0.15, y: 0 } });
    expect(keyIntent({ key: 'ArrowDown', ...plain, shift: true }, false)).toEqual({ type: 'pan', by: { x: 0, y: 0.6 } });
  });

  test('Ctrl and an arrow always steps; Command and an arrow is the browser’s, but not with Shift', () => {
    const step = { type: 'step', to: 'left', by: { x: -0.15, y: 0 } };
    for (const movable of [true, false]) {
      expect(keyIntent({ key: 'ArrowLeft', ...command }, movable)).toEqual(step);
      expect(keyIntent({ key: 'ArrowLeft', ...command, meta: true }, movable)).toBeNull();
      expect(keyIntent({ key: 'ArrowLeft', ...command, meta: true, shift: true }, movable)).toEqual(step);
    }
  });

  test('Alt and an arrow goes back and forward, M to the map', () => {
    expect(keyIntent({ key: 'ArrowLeft', ...plain, alt: true }, true)).toEqual({ type: 'back' });
    expect(keyIntent({ key: 'ArrowRight', ...plain, alt: true }, false)).toEqual({ type: 'forward' });
    expect(keyIntent({ key: 'ArrowUp', ...plain, alt: true }, true)).toBeNull();
    expect(keyIntent({ key: 'ArrowLeft', ...command, alt: true }, true)).toBeNull();
    expect(keyIntent({ key: 'm', ...plain }, true)).toEqual({ type: 'map' });
    expect(keyIntent({ key: 'm', ...command }, true)).toBeNull();
  });

  test('zoom, home, open, clear', () => {
    expect(keyIntent({ key: '+', ...plain }, false)).toEqual({ type: 'zoom', factor: 1.25 });
    expect(keyIntent({ key: '-', ...plain }, false)).toEqual({ type: 'zoom', factor: 0.8 });
    expect(keyIntent({ key: 'h', ...plain }, false)).toEqual({ type: 'home' });
    expect(keyIntent({ key: 'Enter', ...plain }, false)).toEqual({ type: 'open' });
    expect(keyIntent({ key: 'Escape', ...plain }, false)).toEqual({ type: 'clear' });
  });

  test('undo, redo and mark all wait for Ctrl or Meta', () => {
    expect(keyIntent({ key: 'z', ...command }, true)).toEqual({ type: 'undo' });
    expect(keyIntent({ key: 'Z', ...command, shift: true }, true)).toEqual({ type: 'redo' });
    expect(keyIntent({ key: 'y', ...command }, false)).toEqual({ type: 'redo' });
    expect(keyIntent({ key: 'a', ...command }, false)).toEqual({ type: 'mark-all' });
    for (const key of ['z', 'y', 'a']) expect(keyIntent({ key, ...plain }, true)).toBeNull();
  });

  test('a bracket brings to the front, also from a keyboard that needs AltGr for it', () => {
    expect(keyIntent({ key: ']', ...plain }, true)).toEqual({ type: 'to-front' });
    expect(keyIntent({ key: ']', ...command, alt: true }, true)).toEqual({ type: 'to-front' });
    expect(keyIntent({ key: ']', ...command }, true)).toBeNull();
    expect(keyIntent({ key: 't', ...plain }, true)).toEqual({ type: 'tie' });
  });

  test('leaves the browser its shortcuts and Tab', () => {
    expect(keyIntent({ key: '+', ...command }, false)).toBeNull();
    expect(keyIntent({ key: 'Tab', ...plain }, false)).toBeNull();
    expect(keyIntent({ key: 'A', ...command, shift: true }, false)).toBeNull();
    expect(keyIntent({ key: 'z', ...command, alt: true }, false)).toBeNull();
    expect(keyIntent({ key: 't', ...command }, true)).toBeNull();
  });
});
