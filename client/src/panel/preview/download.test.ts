import { expect, test } from 'vitest';
import { fileName } from './download.ts';

test.each([
  ['Été 1987 : carnet', 'image/webp', 'Été-1987-carnet.webp'],
  ['../../etc/passwd', 'text/plain; charset=utf-8', 'etc-passwd.txt'],
  ['???', 'audio/wav', 'oto.wav'],
  ['Vague', 'application/x-odd', 'Vague.bin'],
  ['a'.repeat(80), 'video/mp4', `${'a'.repeat(60)}.mp4`],
])('%s as %s is saved as %s', (title, mime, name) => {
  expect(fileName(title, mime)).toBe(name);
});
