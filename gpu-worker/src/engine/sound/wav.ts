import { EngineFailure } from '../failure.ts';

/** One channel of 16-bit samples; `rate` in samples a second. */
export type Sound = { readonly rate: number; readonly samples: Int16Array };

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

type Format = { readonly code: number; readonly channels: number; readonly rate: number; readonly bits: number };

/**
 * Reads a WAV of 8 to 32 bits, or of floats, and mixes its channels to one. Servers that stream write
 * a length of 0 or of all ones, before they know it: then the data go to the file's end. Throws
 * EngineFailure for anything else.
 */
export function readWav(file: Buffer): Sound {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') throw new EngineFailure('protocol', 'no WAV');
  let format: Format | null = null;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const start = at + 8;
    if (name === 'fmt ' && length >= 16 && start + 16 <= file.length) format = formatAt(file, start, length);
    if (name === 'data') {
      if (format === null) break;
      const unknown = length === 0 || start + length > file.length;
      return { rate: format.rate, samples: mixed(file.subarray(start, unknown ? file.length : start + length), format) };
    }
    at = start + length + (length & 1);
  }
  throw new EngineFailure('protocol', 'a WAV without sound');
}

function formatAt(file: Buffer, at: number, length: number): Format {
  const stated = file.readUInt16LE(at);
  const code = stated === EXTENSIBLE && length >= 40 && at + 26 <= file.length ? file.readUInt16LE(at + 24) : stated;
  const format = { code, channels: file.readUInt16LE(at + 2), rate: file.readUInt32LE(at + 4), bits: file.readUInt16LE(at + 14) };
  const known = (format.code === PCM && [8, 16, 24, 32].includes(format.bits)) || (format.code === FLOAT && format.bits === 32);
  if (!known || format.channels < 1 || format.channels > 8 || format.rate < 4000 || format.rate > 192_000)
    throw new EngineFailure(
      'protocol',
      `a WAV of format ${format.code}, ${format.bits} bits, ${format.channels} channels at ${format.rate}`,
    );
  return format;
}

function mixed(data: Buffer, { code, channels, bits }: Format): Int16Array {
  const width = bits / 8;
  const count = Math.floor(data.length / (width * channels));
  const samples = new Int16Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += sampleAt(data, (i * channels + channel) * width, code, bits);
    samples[i] = Math.round(Math.max(-32_768, Math.min(32_767, (sum / channels) * 32_768)));
  }
  return samples;
}

/** -1..1. */
function sampleAt(data: Buffer, at: number, code: number, bits: number): number {
  if (code === FLOAT) {
    const value = data.readFloatLE(at);
    return Number.isFinite(value) ? value : 0;
  }
  // WAV of 8 bits is unsigned.
  return bits === 8 ? (data.readUInt8(at) - 128) / 128 : data.readIntLE(at, bits / 8) / 2 ** (bits - 1);
}

const HEADER = 44;

/** One channel of 16 bits. */
export function writeWav({ samples, rate }: Sound): Buffer {
  const file = Buffer.alloc(HEADER + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(HEADER - 8 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(PCM, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  for (const [i, sample] of samples.entries()) file.writeInt16LE(sample, HEADER + i * 2);
  return file;
}

/** One sound out of many of one rate, with `gapSeconds` of silence between them. Throws EngineFailure when their rates differ. */
export function joined(sounds: readonly Sound[], gapSeconds: number): Sound {
  const rate = sounds[0]?.rate ?? 0;
  if (sounds.some((sound) => sound.rate !== rate)) throw new EngineFailure('protocol', 'parts of different sample rates');
  const gap = Math.round(gapSeconds * rate);
  const samples = new Int16Array(sounds.reduce((sum, sound) => sum + sound.samples.length, 0) + gap * Math.max(0, sounds.length - 1));
  let at = 0;
  for (const sound of sounds) {
    samples.set(sound.samples, at);
    at += sound.samples.length + gap;
  }
  return { rate, samples };
}

export function secondsOf(sound: Sound): number {
  return sound.samples.length / sound.rate;
}
