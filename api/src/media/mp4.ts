export type Mp4Info = { readonly durationMs: number };

/** The length of a film. Null when the boxes do not add up to an MP4 with a movie header and data. */
export function readMp4(bytes: Uint8Array): Mp4Info | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const top = boxes(view, 0, bytes.byteLength);
  if (!top || top[0]?.name !== 'ftyp' || !top.some((box) => box.name === 'mdat')) return null;
  const movie = top.find((box) => box.name === 'moov');
  const header = movie && boxes(view, movie.start, movie.end)?.find((box) => box.name === 'mvhd');
  if (!header || header.end - header.start < 20) return null;
  const long = view.getUint8(header.start) === 1;
  if (long && header.end - header.start < 32) return null;
  const scale = view.getUint32(header.start + (long ? 20 : 12));
  const length = long ? Number(view.getBigUint64(header.start + 24)) : view.getUint32(header.start + 16);
  const durationMs = Math.round((length * 1000) / scale);
  return scale > 0 && Number.isSafeInteger(durationMs) && durationMs < 86_400_000 ? { durationMs } : null;
}

type Box = { readonly name: string; readonly start: number; readonly end: number };

function boxes(view: DataView, from: number, to: number): readonly Box[] | null {
  const found: Box[] = [];
  for (let at = from; at < to;) {
    if (at + 8 > to) return null;
    const small = view.getUint32(at);
    const name = String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5), view.getUint8(at + 6), view.getUint8(at + 7));
    if (small === 1 && at + 16 > to) return null;
    const size = small === 0 ? to - at : small === 1 ? Number(view.getBigUint64(at + 8)) : small;
    const head = small === 1 ? 16 : 8;
    if (size < head || at + size > to) return null;
    found.push({ name, start: at + head, end: at + size });
    at += size;
  }
  return found;
}
