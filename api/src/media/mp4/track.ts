import { only, readBoxes, writeBox, type Box } from './box.ts';

/** Bytes of the file, `to` not included. */
export type Span = { readonly from: number; readonly to: number };

export type Track = {
  readonly film: boolean;
  readonly width: number;
  readonly height: number;
  /** Where its samples lie in the file it came from, chunk by chunk. */
  readonly chunks: readonly Span[];
  /** The track written anew, with its chunks at these places. */
  write(places: readonly number[]): Buffer;
};

const HANDLERS = { vide: 'vmhd', soun: 'smhd' } as const;
const CODECS = new Set(['avc1', 'avc3', 'hvc1', 'hev1', 'av01', 'vp09', 'mp4v', 'mp4a', 'Opus', 'fLaC']);
/** Tables that say when and how samples are shown; copied as they are. */
const TABLES = ['stsd', 'stts', 'stss', 'ctts', 'cslg', 'sdtp', 'sgpd', 'sbgp', 'stsc', 'stsz'] as const;

/** Pictures or sound of a movie; `other` is anything else, which is left out. Null when it is damaged. */
export function readTrack(trak: Box): Track | 'other' | null {
  const boxes = readBoxes(trak.body);
  const header = only(boxes, 'tkhd');
  const media = readBoxes(only(boxes, 'mdia')?.body ?? Buffer.alloc(0));
  const [mdhd, hdlr] = [only(media, 'mdhd'), only(media, 'hdlr')];
  const info = readBoxes(only(media, 'minf')?.body ?? Buffer.alloc(0));
  if (!header || header.body.length < 84 || !mdhd || !hdlr || hdlr.body.length < 24 || !info) return null;
  const handler = hdlr.body.toString('latin1', 8, 12);
  if (handler !== 'vide' && handler !== 'soun') return 'other';
  const look = only(info, HANDLERS[handler]);
  const samples = readBoxes(only(info, 'stbl')?.body ?? Buffer.alloc(0));
  if (!look || !samples || !holdsItsOwnData(info) || !knownCodec(only(samples, 'stsd'))) return null;
  const chunks = chunksOf(samples);
  if (!chunks) return null;
  const edits = only(readBoxes(only(boxes, 'edts')?.body ?? Buffer.alloc(0)), 'elst');
  const size = header.body.subarray(-8);
  return {
    film: handler === 'vide',
    width: size.readUInt16BE(0),
    height: size.readUInt16BE(4),
    chunks,
    write(places) {
      const tables = TABLES.flatMap((name) => samples.filter((box) => box.name === name).map((box) => writeBox(name, box.body)));
      return writeBox(
        'trak',
        writeBox('tkhd', header.body),
        ...(edits ? [writeBox('edts', writeBox('elst', edits.body))] : []),
        writeBox(
          'mdia',
          writeBox('mdhd', mdhd.body),
          // The handler's name is free text.
          writeBox('hdlr', hdlr.body.subarray(0, 24), Buffer.alloc(1)),
          writeBox('minf', writeBox(look.name, look.body), OWN_DATA, writeBox('stbl', ...tables, chunkOffsets(places))),
        ),
      );
    },
  };
}

/** dinf with one data reference: this very file. */
const OWN_DATA = writeBox('dinf', writeBox('dref', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), writeBox('url ', Buffer.from([0, 0, 0, 1]))));

/** A reference without the flag "in this file" would send the viewer elsewhere. */
function holdsItsOwnData(info: readonly Box[]): boolean {
  const dref = only(readBoxes(only(info, 'dinf')?.body ?? Buffer.alloc(0)), 'dref');
  const entries = dref && dref.body.length >= 8 ? readBoxes(dref.body.subarray(8)) : null;
  return (
    entries !== null && entries.length === 1 && entries.every((entry) => entry.body.length >= 4 && (entry.body.readUInt32BE(0) & 1) === 1)
  );
}

function knownCodec(stsd: Box | null): boolean {
  const entries = stsd && stsd.body.length >= 8 ? readBoxes(stsd.body.subarray(8)) : null;
  return entries !== null && entries.length > 0 && entries.every((entry) => CODECS.has(entry.name));
}

function chunkOffsets(places: readonly number[]): Buffer {
  const body = Buffer.alloc(8 + places.length * 4);
  body.writeUInt32BE(places.length, 4);
  for (const [index, place] of places.entries()) body.writeUInt32BE(place, 8 + index * 4);
  return writeBox('stco', body);
}

/** Every chunk from its first sample's first byte to its last sample's last. Null when the tables contradict one another. */
function chunksOf(samples: readonly Box[]): readonly Span[] | null {
  const offsets = offsetsOf(samples);
  const sizes = sizesOf(only(samples, 'stsz'));
  const runs = only(samples, 'stsc')?.body;
  if (!offsets || !sizes || !runs || runs.length < 8) return null;
  const count = runs.readUInt32BE(4);
  if (runs.length < 8 + count * 12) return null;
  const chunks: Span[] = [];
  let sample = 0;
  for (let run = 0; run < count; run++) {
    const at = 8 + run * 12;
    const next = run + 1 < count ? runs.readUInt32BE(at + 12) : offsets.length + 1;
    const each = runs.readUInt32BE(at + 4);
    if (runs.readUInt32BE(at) !== chunks.length + 1 || next > offsets.length + 1) return null;
    while (chunks.length + 1 < next) {
      const from = offsets[chunks.length] ?? 0;
      if (each > sizes.count - sample) return null;
      let to = from;
      for (const end = sample + each; sample < end; sample++) to += sizes.of(sample);
      chunks.push({ from, to });
    }
  }
  return sample === sizes.count && chunks.length === offsets.length ? chunks : null;
}

function offsetsOf(samples: readonly Box[]): readonly number[] | null {
  const short = only(samples, 'stco')?.body;
  const body = short ?? only(samples, 'co64')?.body;
  const width = short ? 4 : 8;
  if (!body || body.length < 8) return null;
  const count = body.readUInt32BE(4);
  if (count > SAMPLES_MAX || body.length < 8 + count * width) return null;
  return Array.from({ length: count }, (_, i) => (short ? body.readUInt32BE(8 + i * 4) : Number(body.readBigUInt64BE(8 + i * 8))));
}

/** More than a film of 25 MB has: an hour of sound in 10 ms pieces. */
const SAMPLES_MAX = 360_000;

function sizesOf(stsz: Box | null): { readonly count: number; of(sample: number): number } | null {
  if (!stsz || stsz.body.length < 12) return null;
  const { body } = stsz;
  const [same, count] = [body.readUInt32BE(4), body.readUInt32BE(8)];
  if (count === 0 || count > SAMPLES_MAX || (same === 0 && body.length < 12 + count * 4)) return null;
  return { count, of: (sample) => (same === 0 ? body.readUInt32BE(12 + sample * 4) : same) };
}
