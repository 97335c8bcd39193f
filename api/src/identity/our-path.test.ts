import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ourPath } from './our-path.ts';

test('paths of ours stay as they are', () => {
  for (const path of ['/', '/tray?x=1#y', '/c/abc', '/@zoe']) expect(ourPath(path)).toBe(path);
});

test('whatever leads elsewhere leads to the board', () => {
  for (const path of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    'javascript:x',
    '',
  ]) {
    expect([path, ourPath(path)]).toEqual([path, '/']);
  }
});

test('no text leads to another origin', () => {
  const pieces = fc.constantFrom('/', '\\', '\t', '\n', ' ', '.', '..', '@', ':', 'evil.example', 'http:', '%2f', '#', '?', '\0');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      expect(new URL(ourPath(parts.join('')), 'https://oto.example').origin).toBe('https://oto.example');
    }),
    { seed: 7, numRuns: 2000 },
  );
});
