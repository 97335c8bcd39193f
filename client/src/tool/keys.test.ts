import { describe, expect, test } from 'vitest';
import { keyIntent } from './keys.ts';

const plain = { shift: false, modified: false };

describe('keyIntent', () => {
  test('arrows move a movable selection, and the camera otherwise', () => {
    expect(keyIntent({ key: 'ArrowUp', ...plain }, true)).toEqual({ type: 'nudge', by: { x: 0, y: -10 } });
    expect(keyIntent({ key: 'ArrowRight', shift: true, modified: false }, true)).toEqual({ type: 'nudge', by: { x: 100, y: 0 } });
    expect(keyIntent({ key: 'ArrowRight', ...plain }, false)).toEqual({ type: 'pan', by: { x: 0.15, y: 0 } });
  });

  test('zoom, home, open, clear', () => {
    expect(keyIntent({ key: '+', ...plain }, false)).toEqual({ type: 'zoom', factor: 1.25 });
    expect(keyIntent({ key: '-', ...plain }, false)).toEqual({ type: 'zoom', factor: 0.8 });
    expect(keyIntent({ key: 'h', ...plain }, false)).toEqual({ type: 'home' });
    expect(keyIntent({ key: 'Enter', ...plain }, false)).toEqual({ type: 'open' });
    expect(keyIntent({ key: 'Escape', ...plain }, false)).toEqual({ type: 'clear' });
  });

  test('leaves the browser its shortcuts and Tab', () => {
    expect(keyIntent({ key: '+', shift: false, modified: true }, false)).toBeNull();
    expect(keyIntent({ key: 'Tab', ...plain }, false)).toBeNull();
  });
});
