import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutAtQuiet } from './cut.ts';
import { joined, readWav, writeWav, type Sound } from './wav.ts';

function header(code: number, channels: number, rate: number, bits: number, data: Buffer): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(code, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE((rate * channels * bits) / 8, 28);
  head.writeUInt16LE((channels * bits) / 8, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

describe('a WAV', () => {
  test('of 16 bits is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 1, maxLength: 200 }), (samples) => {
        expect([...readWav(writeWav({ samples: Int16Array.from(samples), rate: 24_000 })).samples]).toEqual(samples);
      }),
      { seed: 5, numRuns: 50 },
    );
  });

  test('of two channels becomes one; of floats becomes whole numbers', () => {
    const stereo = Buffer.from(Int16Array.from([1000, 3000, -2000, -4000]).buffer);
    expect([...readWav(header(1, 2, 8000, 16, stereo)).samples]).toEqual([2000, -3000]);
    const floats = Buffer.from(Float32Array.from([0.5, -1, 2, Number.NaN]).buffer);
    expect([...readWav(header(3, 1, 8000, 32, floats)).samples]).toEqual([16_384, -32_768, 32_767, 0]);
  });

  test('that does not know its length goes to its end', () => {
    for (const length of [0, 0xffff_ffff]) {
      const file = writeWav({ samples: Int16Array.from([1, 2, 3]), rate: 8000 });
      file.writeUInt32LE(length, 40);
      expect([...readWav(file).samples]).toEqual([1, 2, 3]);
    }
  });

  test('of a format we do not know, or torn, is refused and nothing else', () => {
    const file = writeWav({ samples: Int16Array.from([1, 2, 3]), rate: 8000 });
    for (const bad of [
      header(85, 1, 8000, 16, Buffer.alloc(4)),
      header(1, 0, 8000, 16, Buffer.alloc(4)),
      Buffer.from('RIFF'),
      Buffer.alloc(0),
    ])
      expect(() => readWav(bad)).toThrow('protocol');
    fc.assert(
      fc.property(fc.nat({ max: 43 }), (length) => {
        expect(() => readWav(file.subarray(0, length))).toThrow('protocol');
      }),
      { seed: 5, numRuns: 40 },
    );
  });
});

test('parts of different rates do not become one sound', () => {
  const at = (rate: number): Sound => ({ rate, samples: new Int16Array(4) });
  expect(() => joined([at(8000), at(16_000)], 0)).toThrow('different sample rates');
  expect(joined([at(8000), at(8000)], 0.001).samples).toHaveLength(16);
});

test('a cut loses nothing, keeps the limit, and falls where it is quiet', () => {
  const rate = 1000;
  const samples = new Int16Array(10_000).fill(5000);
  samples.fill(0, 3500, 3600);
  const parts = cutAtQuiet({ rate, samples }, 4);
  expect(parts.every((part) => part.samples.length <= 4000)).toBe(true);
  expect(parts[0]?.samples.length).toBeGreaterThanOrEqual(3500);
  expect(parts[0]?.samples.length).toBeLessThanOrEqual(3600);
  expect(joined(parts, 0).samples).toEqual(samples);
});
