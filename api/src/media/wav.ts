/** Peaks shown under a voice note. */
export const PEAKS = 120;

export type Wav = {
  /** RIFF with a format and the samples; nothing else of the file it came from. */
  readonly bytes: Uint8Array;
  readonly durationMs: number;
  readonly peaks: readonly number[];
};

type Format = {
  readonly code: number;
  readonly channels: number;
  readonly rate: number;
  readonly frameBytes: number;
  readonly bits: number;
};

/**
 * Writes a sound anew from its samples alone: 16-bit PCM, mono or stereo (more channels are mixed to
 * one), at its own rate, with the loudest sample of each of PEAKS slices in 0..1 of the loudest of all.
 * Reads PCM of 8 to 32 bits and 32-bit floats. `tail` is a chunk to end with. Null when the bytes are no
 * such WAVE file.
 */
export function canonicalWav(bytes: Uint8Array, tail: Uint8Array = new Uint8Array()): Wav | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = findSamples(view);
  if (!found) return null;
  const { format, start, frames } = found;
  const channels = format.channels === 2 ? 2 : 1;
  const samples = new Int16Array(frames * channels);
  const loudest = Array.from({ length: PEAKS }, () => 0);
  for (let frame = 0; frame < frames; frame++) {
    const slice = Math.floor((frame * PEAKS) / frames);
    const at = start + frame * format.frameBytes;
    for (let channel = 0; channel < channels; channel++) {
      const level = channels === 2 ? read(view, format, at + channel * (format.bits / 8)) : mixed(view, format, at);
      samples[frame * channels + channel] = level;
      if (Math.abs(level) > (loudest[slice] ?? 0)) loudest[slice] = Math.abs(level);
    }
  }
  const top = Math.max(...loudest);
  return {
    bytes: write(samples, channels, format.rate, tail),
    durationMs: Math.round((frames * 1000) / format.rate),
    peaks: loudest.map((level) => (top === 0 ? 0 : Math.round((level / top) * 1000) / 1000)),
  };
}

function findSamples(view: DataView): { readonly format: Format; readonly start: number; readonly frames: number } | null {
  if (view.byteLength < 44 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') return null;
  let format: Format | null = null;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const name = tag(view, at);
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name === 'fmt ' && size >= 16 && start + 16 <= view.byteLength) format = readFormat(view, start, size);
    if (name === 'data') {
      if (format === null) return null;
      // Streaming writers leave a size that is too large: the file's end is the data's.
      const frames = Math.floor(Math.min(size, view.byteLength - start) / format.frameBytes);
      return frames === 0 ? null : { format, start, frames };
    }
    at = start + size + (size % 2);
  }
  return null;
}

const EXTENSIBLE = 0xfffe;

function readFormat(view: DataView, at: number, size: number): Format | null {
  const written = view.getUint16(at, true);
  const code = written === EXTENSIBLE && size >= 26 && at + 26 <= view.byteLength ? view.getUint16(at + 24, true) : written;
  const channels = view.getUint16(at + 2, true);
  const rate = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  const known = (code === 1 && [8, 16, 24, 32].includes(bits)) || (code === 3 && bits === 32);
  if (!known || channels < 1 || channels > 8 || rate < 4000 || rate > 192_000) return null;
  return { code, channels, rate, bits, frameBytes: (channels * bits) / 8 };
}

function mixed(view: DataView, format: Format, at: number): number {
  if (format.channels === 1) return read(view, format, at);
  let sum = 0;
  for (let channel = 0; channel < format.channels; channel++) sum += read(view, format, at + channel * (format.bits / 8));
  return Math.round(sum / format.channels);
}

/** One sample as 16 bits. What is no number is silence. */
function read(view: DataView, { code, bits }: Format, at: number): number {
  if (code === 3) {
    const level = view.getFloat32(at, true);
    return Number.isNaN(level) ? 0 : Math.max(-32_768, Math.min(32_767, Math.round(level * 32_767)));
  }
  switch (bits) {
    case 8:
      return (view.getUint8(at) - 128) * 256;
    case 16:
      return view.getInt16(at, true);
    case 24:
      return view.getInt16(at + 1, true);
    default:
      return view.getInt16(at + 2, true);
  }
}

function write(samples: Int16Array, channels: number, rate: number, tail: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(44 + samples.length * 2 + tail.length);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * channels * 2, 28);
  bytes.writeUInt16LE(channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  for (let i = 0; i < samples.length; i++) bytes.writeInt16LE(samples[i] ?? 0, 44 + i * 2);
  bytes.set(tail, 44 + samples.length * 2);
  return bytes;
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
