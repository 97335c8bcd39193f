import { expect, test } from 'vitest';
import { fileWay } from './file-way.ts';

test.each([
  ['image/png', 'a.png', 10, 'picture'],
  ['image/jpeg', 'a.jpg', 30_000_000, 'picture_anew'],
  ['image/heic', 'IMG_1.HEIC', 10, 'picture_anew'],
  ['', 'IMG_1.HEIC', 10, 'picture_anew'],
  ['image/svg+xml', 'a.svg', 10, 'picture_anew'],
  ['audio/webm;codecs=opus', 'voice', 10, 'sound'],
  ['video/ogg', 'voice.ogg', 10, 'sound'],
  ['', 'memo.m4a', 10, 'sound'],
  ['video/mp4', 'a.mp4', 10, 'film'],
  ['application/pdf', 'a.pdf', 10, 'unknown_kind'],
  ['', 'README', 10, 'unknown_kind'],
  ['image/png', 'a.png', 0, 'empty'],
  ['audio/wav', 'a.wav', 300_000_000, 'too_large'],
] as const)('%s %s of %i bytes: %s', (type, name, size, way) => {
  expect(fileWay({ type, name, size })).toBe(way);
});
