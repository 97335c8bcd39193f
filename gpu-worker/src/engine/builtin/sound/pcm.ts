import { EngineFailure } from '../../failure.ts';

/** One channel of sound, samples in -1..1. */
export type Pcm = { readonly samples: Float32Array; readonly rate: number };

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Reads a WAV of 8 to 32 bits, integer or float, mixed down to one channel. Throws `invalid` when it is none. */
export function readWave(file: Buffer): Pcm {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw unreadable('no WAV file');
  let form: { kind: number; channels: number; rate: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const size = Math.min(file.readUInt32LE(at + 4), file.length - at - 8);
    const body = at + 8;
    if (name === 'fmt ' && size >= 16) {
      const kind = file.readUInt16LE(body);
      const real = kind === EXTENSIBLE && size >= 26 ? file.readUInt16LE(body + 24) : kind;
      form = { kind: real, channels: file.readUInt16LE(body + 2), rate: file.readUInt32LE(body + 4), bits: file.readUInt16LE(body + 14) };
    }
    if (name === 'data') {
      if (!form) throw unreadable('data before its format');
      return decode(file.subarray(body, body + size), form);
    }
    at = body + size + (size % 2);
  }
  throw unreadable('no data');
}

function unreadable(why: string): EngineFailure {
  return new EngineFailure('invalid', `the recording cannot be read: ${why}`);
}

function decode(data: Buffer, form: { kind: number; channels: number; rate: number; bits: number }): Pcm {
  const { kind, channels, rate, bits } = form;
  const read = reader(kind, bits);
  if (!read || channels < 1 || channels > 8 || rate < 4000 || rate > 192_000) throw unreadable('unknown format');
  const step = bits / 8;
  const length = Math.floor(data.length / (step * channels));
  const samples = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read(data, (i * channels + channel) * step);
    const value = sum / channels;
    samples[i] = Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
  }
  return { samples, rate };
}

function reader(kind: number, bits: number): ((data: Buffer, at: number) => number) | null {
  if (kind === FLOAT && bits === 32) return (data, at) => data.readFloatLE(at);
  if (kind !== PCM) return null;
  switch (bits) {
    case 8:
      return (data, at) => (data.readUInt8(at) - 128) / 128;
    case 16:
      return (data, at) => data.readInt16LE(at) / 32_768;
    case 24:
      return (data, at) => data.readIntLE(at, 3) / 8_388_608;
    case 32:
      return (data, at) => data.readInt32LE(at) / 2_147_483_648;
    default:
      return null;
  }
}

/** The sound at about `rate` samples a second: the mean of what each new sample stands for. */
export function thinned({ samples, rate }: Pcm, wanted: number): Pcm {
  const step = Math.max(1, Math.round(rate / wanted));
  if (step === 1) return { samples, rate };
  const fewer = new Float32Array(Math.floor(samples.length / step));
  for (let i = 0; i < fewer.length; i++) {
    let sum = 0;
    for (let k = 0; k < step; k++) sum += samples[i * step + k] ?? 0;
    fewer[i] = sum / step;
  }
  return { samples: fewer, rate: rate / step };
}
