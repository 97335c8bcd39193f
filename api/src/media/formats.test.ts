import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareMp4, tone } from '../testing/generation.ts';
import { disposition, fileName } from './file-name.ts';
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

test('a title goes into a header whatever is in it', () => {
  expect(disposition('inline', 'Été (à la mer)', 'x', 'image/png')).toBe(
    `inline; filename="ete-a-la-mer.png"; filename*=UTF-8''%C3%89t%C3%A9%20%28%C3%A0%20la%20mer%29.png`,
  );
  // A turned reading direction would show "gpj.exe" as "exe.jpg".
  expect(disposition('attachment', '\u202Egpj.exe/..\\"\r\n', 'x', 'audio/wav')).toContain("UTF-8''gpj.exe.wav");
  expect(disposition('attachment', '...', 'oto-text', 'text/plain')).toContain("UTF-8''oto-text.txt");
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (title) => {
      expect(disposition('attachment', title, 'x', 'image/webp')).toMatch(
        /^attachment; filename="[a-z0-9-]+\.webp"; filename\*=UTF-8''[\w.~!%-]+\.webp$/,
      );
    }),
    { seed: 5, numRuns: 40 },
  );
});

test('a sound is written from its samples alone', () => {
  const plain = Buffer.from(tone());
  const chatty = Buffer.concat([
    plain.subarray(0, 36),
    Buffer.from('LIST\x08\0\0\0Ann, CH.', 'latin1'),
    plain.subarray(36),
    Buffer.from('PK\x03\x04'),
  ]);
  const kept = canonicalWav(chatty);
  expect(kept && Buffer.from(kept.bytes).equals(plain)).toBe(true);
  expect(kept).toMatchObject({ durationMs: 500 });
  const again = kept && canonicalWav(kept.bytes);
  expect(again?.bytes).toEqual(kept?.bytes);
});

test('every kind of sample becomes the same sound', () => {
  const header = (code: number, channels: number, bits: number, data: Buffer) => {
    const head = Buffer.from(tone().subarray(0, 44));
    head.writeUInt16LE(code, 20);
    head.writeUInt16LE(channels, 22);
    head.writeUInt16LE(bits, 34);
    head.writeUInt32LE(data.length, 40);
    return canonicalWav(Buffer.concat([head, data]));
  };
  const half = [Buffer.from([192]), Buffer.from([0, 64]), Buffer.from([0, 0, 64]), Buffer.from([0, 0, 0, 64])];
  for (const [index, sample] of half.entries()) {
    const sound = header(1, 1, 8 * (index + 1), sample);
    expect(sound && Buffer.from(sound.bytes).readInt16LE(44)).toBe(16_384);
  }
  const float = Buffer.alloc(16);
  for (const [index, level] of [0.5, 9, -9, Number.NaN].entries()) float.writeFloatLE(level, index * 4);
  const sound = header(3, 2, 32, float);
  const samples = sound && Buffer.from(sound.bytes);
  expect(samples && [44, 46, 48, 50].map((at) => samples.readInt16LE(at))).toEqual([16_384, 32_767, -32_768, 0]);
  const three = header(1, 3, 16, Buffer.from([0, 1, 0, 2, 0, 3]));
  expect(three && Buffer.from(three.bytes).readInt16LE(44)).toBe(512);
  for (const [code, channels, bits] of [
    [2, 1, 16],
    [1, 0, 16],
    [1, 9, 16],
    [1, 1, 12],
  ] as const) {
    expect(header(code, channels, bits, Buffer.alloc(64))).toBeNull();
  }
});

test('a film keeps its samples and nothing else, its header comes first', () => {
  const film = Buffer.from(bareMp4(4000, 1000));
  const zip = Buffer.from('PK\x05\x06 <script>alert(1)</script> %PDF-1.7', 'latin1');
  const kept = rewriteMp4(Buffer.concat([film, zip]));
  const bytes = Buffer.from(kept?.bytes ?? []);
  expect(kept).toMatchObject({ durationMs: 4000, width: 512, height: 512 });
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  expect(bytes.subarray(bytes.indexOf('stco') + 12).readUInt32BE(0)).toBe(bytes.indexOf('picturepicture'));
  for (const word of ['workflow', '<script', 'PK', '%PDF', 'udta']) expect(bytes.includes(word)).toBe(false);
  expect(Buffer.from(rewriteMp4(bytes)?.bytes ?? []).equals(bytes)).toBe(true);
  // Bytes in front, between the samples, a reference to another file, tables that point outside, pieces.
  const changed = (find: string, change: (bytes: Buffer, at: number) => void) => {
    const copy = Buffer.from(film);
    change(copy, copy.indexOf(find));
    return rewriteMp4(copy);
  };
  expect(rewriteMp4(Buffer.concat([zip, film]))).toBeNull();
  expect(changed('url ', (copy, at) => copy.writeUInt32BE(0, at + 4))).toBeNull();
  expect(changed('stco', (copy, at) => copy.writeUInt32BE(3, at + 12))).toBeNull();
  expect(changed('stsz', (copy, at) => copy.writeUInt32BE(4096, at + 8))).toBeNull();
  expect(changed('stsz', (copy, at) => copy.writeUInt32BE(0xffffffff, at + 12))).toBeNull();
  expect(changed('udta', (copy, at) => copy.write('mvex', at, 'latin1'))).toBeNull();
  expect(changed('avc1mp41', () => undefined)).not.toBeNull();
  expect(changed('vide', (copy, at) => copy.write('text', at, 'latin1'))).toBeNull();
  const half = changed('stsz', (copy, at) => copy.writeUInt32BE(32, at + 8));
  expect(half && Buffer.from(half.bytes).includes(Buffer.alloc(33, 'picture'))).toBe(false);
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
