import { expect, test } from 'vitest';
import { isPressed, keyCaps } from './command-keys.ts';
import { COMMANDS } from './commands.ts';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('a shortcut is Ctrl here, and Command on an apple', () => {
  expect(isPressed('mod+k', { ...NONE, key: 'k', ctrlKey: true }, false)).toBe(true);
  expect(isPressed('mod+k', { ...NONE, key: 'k', metaKey: true }, false)).toBe(false);
  expect(isPressed('mod+k', { ...NONE, key: 'k', metaKey: true }, true)).toBe(true);
  expect(isPressed('mod+k', { ...NONE, key: 'k' }, false)).toBe(false);
  expect(isPressed('mod+k', { ...NONE, key: 'K', ctrlKey: true, shiftKey: true }, false)).toBe(false);
});

test('a sign is meant as it is written, whatever the keyboard needs for it', () => {
  expect(isPressed('/', { ...NONE, key: '/' }, false)).toBe(true);
  expect(isPressed('/', { ...NONE, key: '/', shiftKey: true }, false)).toBe(true);
  expect(isPressed('?', { ...NONE, key: '?', shiftKey: true }, false)).toBe(true);
  expect(isPressed('[', { ...NONE, key: '[', ctrlKey: true, altKey: true }, false)).toBe(true);
  expect(isPressed('/', { ...NONE, key: '/', ctrlKey: true }, false)).toBe(false);
});

test('keys are told as the keyboard has them', () => {
  const t = (key: string) => key;
  expect(keyCaps('mod+shift+z', t, false)).toEqual(['Ctrl', 'undo.shift', 'Z']);
  expect(keyCaps('mod+shift+z', t, true)).toEqual(['⌘', '⇧', 'Z']);
  expect(keyCaps('alt+ArrowLeft', t, false)).toEqual(['Alt', '←']);
  expect(keyCaps('+', t, false)).toEqual(['+']);
});

test('no two commands have one name, or one way to be pressed', () => {
  const ids = COMMANDS.map((one) => one.id);
  const keys = COMMANDS.flatMap((one) => one.keys ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(keys).size).toBe(keys.length);
});
