/** Peaks shown under a voice note. */
export const PEAKS = 120;

export type WavInfo = { readonly durationMs: number; readonly peaks: readonly number[] };

type Format = {
  readonly code: number;
  readonly channels: number;
  readonly rate: number;
  readonly frameBytes: number;
  readonly bits: number;
};

/**
 * Duration and loudest sample of each of PEAKS slices, in 0..1 of the loudest of all. Reads PCM of
 * 8 to 32 bits and 32-bit floats. Null when the bytes are no such WAVE file.
 */
export function readWav(bytes: Uint8Array): WavInfo | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 44 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') return null;
  let format: Format | null = null;
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const name = tag(view, at);
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name === 'fmt ' && size >= 16 && start + 16 <= bytes.byteLength) format = readFormat(view, start, size);
    if (name === 'data') {
      // Streaming writers leave a size that is too large: the file's end is the data's.
      return format === null ? null : measure(view, format, start, Math.min(size, bytes.byteLength - start));
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

function measure(view: DataView, format: Format, start: number, size: number): WavInfo | null {
  const frames = Math.floor(size / format.frameBytes);
  if (frames === 0) return null;
  const loudest = Array.from({ length: PEAKS }, () => 0);
  for (let frame = 0; frame < frames; frame++) {
    const slice = Math.floor((frame * PEAKS) / frames);
    const level = Math.abs(sample(view, format, start + frame * format.frameBytes));
    if (level > (loudest[slice] ?? 0)) loudest[slice] = level;
  }
  const top = Math.max(...loudest);
  return {
    durationMs: Math.round((frames * 1000) / format.rate),
    peaks: loudest.map((level) => (top === 0 || !Number.isFinite(top) ? 0 : Math.round((level / top) * 1000) / 1000)),
  };
}

/** The first channel's sample, in -1..1. */
function sample(view: DataView, { code, bits }: Format, at: number): number {
  if (code === 3) return view.getFloat32(at, true);
  switch (bits) {
    case 8:
      return (view.getUint8(at) - 128) / 128;
    case 16:
      return view.getInt16(at, true) / 32_768;
    case 24:
      return ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608;
    default:
      return view.getInt32(at, true) / 2_147_483_648;
  }
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}
