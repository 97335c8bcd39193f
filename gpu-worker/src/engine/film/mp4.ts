import type { ArtifactMeta } from '../engine.ts';

type Box = { readonly type: string; readonly from: number; readonly to: number };

/** Pixels and seconds that an MP4's index declares; whatever is not there is absent. */
export function mp4Facts(file: Buffer): ArtifactMeta {
  const moov = find(file, 0, file.length, 'moov');
  if (!moov) return {};
  return { ...secondsOf(file, moov), ...sizeOf(file, moov) };
}

function secondsOf(file: Buffer, moov: Box): { seconds?: number } {
  const header = find(file, moov.from, moov.to, 'mvhd');
  if (!header || header.to - header.from < 32) return {};
  // Version 1 has times of 64 bits.
  const long = file[header.from] === 1;
  const scale = file.readUInt32BE(header.from + (long ? 20 : 12));
  const duration = long ? Number(file.readBigUInt64BE(header.from + 24)) : file.readUInt32BE(header.from + 16);
  return scale > 0 && duration > 0 ? { seconds: duration / scale } : {};
}

/** The first track with a picture; the numbers are 16.16 fixed. */
function sizeOf(file: Buffer, moov: Box): { width?: number; height?: number } {
  for (const track of boxes(file, moov.from, moov.to)) {
    if (track.type !== 'trak') continue;
    const header = find(file, track.from, track.to, 'tkhd');
    if (!header || header.to - header.from < 84) continue;
    const at = header.to - 8;
    const width = file.readUInt32BE(at) >>> 16;
    const height = file.readUInt32BE(at + 4) >>> 16;
    if (width > 0 && height > 0) return { width, height };
  }
  return {};
}

function find(file: Buffer, from: number, to: number, type: string): Box | undefined {
  return boxes(file, from, to).find((box) => box.type === type);
}

/** Boxes between two offsets; `from` and `to` of each are its content's. A torn box ends the list. */
function boxes(file: Buffer, from: number, to: number): Box[] {
  const found: Box[] = [];
  for (let at = from; at + 8 <= to;) {
    const size = file.readUInt32BE(at);
    const long = size === 1 && at + 16 <= to;
    const length = long ? Number(file.readBigUInt64BE(at + 8)) : size === 0 ? to - at : size;
    const head = long ? 16 : 8;
    if (length < head || at + length > to) break;
    found.push({ type: file.toString('latin1', at + 4, at + 8), from: at + head, to: at + length });
    at += length;
  }
  return found;
}
