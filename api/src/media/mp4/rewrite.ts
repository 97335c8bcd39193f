import { only, readBoxes, writeBox, type Box } from './box.ts';
import { readTrack, type Span, type Track } from './track.ts';

export type Film = { readonly bytes: Uint8Array; readonly durationMs: number; readonly width: number; readonly height: number };

const DURATION_MAX_MS = 86_400_000;
const TRACKS_MAX = 4;

/**
 * Writes a film anew, box by box: brands, the movie's header and its tracks of pictures and sound, then
 * only the samples that these use, then `tail`. Whatever else the file held is gone: user data, comments,
 * free space, bytes between samples, anything in front or behind. The header comes first, so that a
 * browser starts before it has all. Null when the bytes are no whole, unfragmented MP4 with pictures.
 */
export function rewriteMp4(bytes: Uint8Array, tail: Uint8Array = new Uint8Array()): Film | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const top = readTop(file);
  const moov = only(top, 'moov');
  const movie = moov && readBoxes(moov.body);
  const header = only(movie, 'mvhd');
  if (!top || !movie || !header || movie.some((box) => box.name === 'mvex')) return null;
  const durationMs = durationOf(header);
  const tracks = tracksOf(movie);
  const picture = tracks?.find((track) => track.film);
  if (durationMs === null || !tracks || !picture) return null;

  const spans = merge(tracks.flatMap((track) => track.chunks));
  const data = top.filter((box) => box.name === 'mdat').map((box) => ({ from: box.start, to: box.start + box.body.length }));
  if (!spans.every((span) => data.some((held) => span.from >= held.from && span.to <= held.to))) return null;
  const used = Buffer.concat(spans.map((span) => file.subarray(span.from, span.to)));
  if (used.length === 0) return null;

  const placed = positionsOf(spans);
  const written = (base: number) =>
    writeBox(
      'moov',
      writeBox('mvhd', header.body),
      ...tracks.map((track) => track.write(track.chunks.map((chunk) => base + placed(chunk)))),
    );
  const start = FTYP.length + written(0).length + 8;
  const { width, height } = picture;
  return { bytes: Buffer.concat([FTYP, written(start), writeBox('mdat', used), tail]), durationMs, width, height };
}

const FTYP = writeBox('ftyp', Buffer.from('isom\0\0\x02\0isomiso2avc1mp41', 'latin1'));

/** Boxes up to the first bytes that are none: what was appended is not a reason to refuse a film. */
function readTop(file: Buffer): readonly Box[] | null {
  if (file.toString('latin1', 4, 8) !== 'ftyp') return null;
  const found: Box[] = [];
  for (let at = 0; at + 8 <= file.length;) {
    const size = sizeAt(file, at);
    const box = size === null ? null : readBoxes(file.subarray(at, at + size), at)?.[0];
    if (!box || size === null) break;
    found.push(box);
    at += size;
  }
  return found;
}

function sizeAt(file: Buffer, at: number): number | null {
  const small = file.readUInt32BE(at);
  if (small === 1 && at + 16 > file.length) return null;
  const size = small === 0 ? file.length - at : small === 1 ? Number(file.readBigUInt64BE(at + 8)) : small;
  return size >= 8 && at + size <= file.length ? size : null;
}

function tracksOf(movie: readonly Box[]): readonly Track[] | null {
  const found = movie.filter((box) => box.name === 'trak').map(readTrack);
  const kept = found.filter((track) => track !== null && track !== 'other');
  return found.includes(null) || kept.length > TRACKS_MAX ? null : kept;
}

function durationOf({ body }: Box): number | null {
  if (body.length < 32) return null;
  const long = body.readUInt8(0) === 1;
  const scale = body.readUInt32BE(long ? 20 : 12);
  const length = long ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
  const durationMs = Math.round((length * 1000) / scale);
  return scale > 0 && Number.isSafeInteger(durationMs) && durationMs < DURATION_MAX_MS ? durationMs : null;
}

/** In order and without overlap: chunks that share bytes must not multiply them. */
function merge(chunks: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const chunk of chunks.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && chunk.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, chunk.to) };
    else merged.push(chunk);
  }
  return merged;
}

/** Where a chunk lies once only `spans` are kept, one after another. */
function positionsOf(spans: readonly Span[]): (chunk: Span) => number {
  const before: number[] = [];
  let total = 0;
  for (const span of spans) {
    before.push(total);
    total += span.to - span.from;
  }
  return ({ from }) => {
    let low = 0;
    for (let high = spans.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.from ?? 0) <= from) low = middle;
      else high = middle;
    }
    return (before[low] ?? 0) + from - (spans[low]?.from ?? 0);
  };
}
