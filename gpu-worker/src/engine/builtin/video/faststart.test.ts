import { expect, test } from 'vitest';
import { faststart } from './faststart.ts';

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value, i * 4));
  return bytes;
}

const ftyp = box('ftyp', Buffer.from('isomavc1'));
const mdat = box('mdat', Buffer.from('FRAME-ONE.FRAME-TWO.'));
const first = ftyp.length + 8;
const moov = (table: Buffer): Buffer =>
  box('moov', box('mvhd', words(0, 111, 222, 1000)), box('trak', box('mdia', box('minf', box('stbl', table)))));

test('the index comes first and its offsets still point at the frames', () => {
  const film = Buffer.concat([ftyp, mdat, moov(box('stco', words(0, 2, first, first + 10)))]);
  const moved = Buffer.from(faststart(film));
  expect(moved.length).toBe(film.length);
  expect(moved.indexOf('moov')).toBeLessThan(moved.indexOf('mdat'));
  const at = moved.indexOf('stco') + 12;
  expect(moved.toString('latin1', moved.readUInt32BE(at), moved.readUInt32BE(at) + 9)).toBe('FRAME-ONE');
  expect(moved.toString('latin1', moved.readUInt32BE(at + 4), moved.readUInt32BE(at + 4) + 9)).toBe('FRAME-TWO');
});

test('the index forgets when it was made', () => {
  const moved = Buffer.from(faststart(Buffer.concat([ftyp, mdat, moov(box('stco', words(0, 1, first)))])));
  const at = moved.indexOf('mvhd') + 8;
  expect([moved.readUInt32BE(at), moved.readUInt32BE(at + 4), moved.readUInt32BE(at + 8)]).toEqual([0, 0, 1000]);
});

test('what it cannot move safely stays as it was', () => {
  const early = Buffer.concat([ftyp, moov(box('stco', words(0, 0))), mdat]);
  const wide = Buffer.concat([ftyp, mdat, moov(box('co64', words(0, 1, 0, first)))]);
  const torn = Buffer.concat([ftyp, mdat]).subarray(0, 30);
  for (const film of [early, wide, torn, Buffer.alloc(0)]) expect(Buffer.from(faststart(film)).equals(film)).toBe(true);
});
