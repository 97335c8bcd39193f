type Box = { readonly type: string; readonly start: number; readonly end: number };

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
const TIMED = new Set(['mvhd', 'tkhd', 'mdhd']);
const HEADER = 8;

/**
 * Moves the index (moov) before the media (mdat), so that a film plays while it loads, and shifts the
 * chunk offsets to match. The index forgets when it was made: equal films are equal bytes. A file that is so already, or has 64-bit boxes, comes back unchanged.
 */
export function faststart(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file);
  const boxes = boxesOf(bytes, 0, bytes.length);
  const moov = boxes?.find((box) => box.type === 'moov');
  const mdat = boxes?.find((box) => box.type === 'mdat');
  if (!boxes || !moov || !mdat || moov.start < mdat.start) return file;
  const index = Buffer.from(bytes.subarray(moov.start, moov.end));
  if (!shiftOffsets(index, 0, index.length, index.length)) return file;
  return Buffer.concat([bytes.subarray(0, mdat.start), index, bytes.subarray(mdat.start, moov.start), bytes.subarray(moov.end)]);
}

function boxesOf(bytes: Buffer, from: number, to: number): Box[] | null {
  const boxes: Box[] = [];
  for (let at = from; at + HEADER <= to;) {
    const size = bytes.readUInt32BE(at);
    if (size < HEADER || at + size > to) return null;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at, end: at + size });
    at += size;
  }
  return boxes;
}

/** Adds `by` to every chunk offset within. False when a table is not 32-bit. */
function shiftOffsets(bytes: Buffer, from: number, to: number, by: number): boolean {
  for (const box of boxesOf(bytes, from, to) ?? []) {
    if (box.type === 'co64') return false;
    if (CONTAINERS.has(box.type) && !shiftOffsets(bytes, box.start + HEADER, box.end, by)) return false;
    // Version 0: creation and modification, 32 bits each.
    if (TIMED.has(box.type) && bytes[box.start + 8] === 0) bytes.fill(0, box.start + 12, box.start + 20);
    if (box.type !== 'stco') continue;
    const count = bytes.readUInt32BE(box.start + 12);
    for (let i = 0; i < count; i++) {
      const at = box.start + 16 + i * 4;
      bytes.writeUInt32BE(bytes.readUInt32BE(at) + by, at);
    }
  }
  return true;
}
