import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName } from './file-name.ts';
import { rewriteMp4 } from './mp4/rewrite.ts';
import { parseRange } from './range.ts';
import { canonicalWav } from './wav.ts';

test('a range is served, ignored or beyond the file', () => {
  expect(parseRange('bytes=0-', 10)).toEqual({ from: 0, to: 9 });
  expect(parseRange('bytes=2-4', 10)).toEqual({ from: 2, to: 4 });
  expect(parseRange('bytes=2-400', 10)).toEqual({ from: 2, to: 9 });
  expect(parseRange('bytes=-4', 10)).toEqual({ from: 6, to: 9 });
  expect(parseRange('bytes=-40', 10)).toEqual({ from: 0, to: 9 });
  for (const ignored of [undefined, '', 'bytes=', 'bytes=-', 'items=0-1', 'bytes=4-2', 'bytes=0-1,3-4', 'bytes=a-b']) {
    expect(parseRange(ignored, 10)).toBeNull();
  }
  for (const beyond of ['bytes=10-', 'bytes=10-12', 'bytes=-0']) expect(parseRange(beyond, 10)).toBe('unsatisfiable');
});

test('a file name is the title in plain letters', () => {
  expect(fileName('Été à la mer: œuvre n°2 !', 'x', 'image/webp')).toBe('ete-a-la-mer-oeuvre-n-2.webp');
  expect(fileName('夜', 'oto-text', 'text/plain')).toBe('oto-text.txt');
  expect(fileName('../../etc/passwd"\r\n', 'x', 'audio/wav')).toBe('etc-passwd.wav');
});

test('no bytes make the readers throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('RIFF\0\0\0\0WAVEfmt ', '\0\0\0\x10ftypisom\0\0\0\0'), (noise, head) => {
      const bytes = new Uint8Array([...Buffer.from(head, 'latin1'), ...noise]);
      for (const info of [canonicalWav(bytes), rewriteMp4(bytes)]) expect(info === null || info.durationMs >= 0).toBe(true);
    }),
    { seed: 5, numRuns: 2000 },
  );
});
