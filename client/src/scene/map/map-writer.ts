import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import type { WorldPoint } from '../types.ts';
import type { InstanceStream } from './instance-stream.ts';
import type { ClaimState, LandmarkState } from './map-state.ts';
import { inksOf, STREAM_COLOURS, type Stream } from './river-net.ts';
import { riverWidth } from './river-width.ts';
import { LANDMARK_KIND } from './shader/landmark.ts';

/** Strands that can be told apart in one stream. */
const STRANDS_MOST = 6;

/** Writers of instances. Places are relative to `origin`; the layouts are those of map-materials.ts. */

export function writePlot(stream: InstanceStream, claim: ClaimState, origin: WorldPoint): void {
  const slot = stream.take();
  const word = (slot * stream.stride) / 4;
  const { f32, u8 } = stream;
  f32[word] = claim.x - origin.x;
  f32[word + 1] = claim.y - origin.y;
  f32[word + 2] = claim.reachX;
  f32[word + 3] = claim.reachY;
  const byte = slot * stream.stride + 16;
  u8[byte] = claim.rgb >> 16;
  u8[byte + 1] = claim.rgb >> 8;
  u8[byte + 2] = claim.rgb;
  u8[byte + 3] = 255;
  u8[byte + 4] = Math.min(PLOT_CAPACITY, claim.view.notes);
  u8[byte + 5] = claim.sketch * 255;
  u8[byte + 6] = claim.view.mine === true ? 255 : 0;
  u8[byte + 7] = claim.seed;
}

/** `isFlow`: between districts. */
export function writeStream(out: InstanceStream, stream: Stream, origin: WorldPoint, isFlow: boolean): void {
  const slot = out.take();
  const word = (slot * out.stride) / 4;
  const { f32, u8 } = out;
  f32[word] = stream.ax - origin.x;
  f32[word + 1] = stream.ay - origin.y;
  f32[word + 2] = stream.bx - origin.x;
  f32[word + 3] = stream.by - origin.y;
  f32[word + 4] = stream.cx - origin.x;
  f32[word + 5] = stream.cy - origin.y;
  const width = riverWidth(stream.cords);
  f32[word + 6] = width;
  // Streams swell towards those they flow into, so that a confluence has no step.
  f32[word + 7] = (width + widest(stream.before, width)) / 2;
  f32[word + 8] = (width + widest(stream.after, width)) / 2;
  f32[word + 9] = stream.seed;
  const byte = slot * out.stride + 40;
  writeColours(u8, byte, stream);
  u8[byte + 12] = Math.max(1, Math.min(STRANDS_MOST, Math.round(Math.sqrt(stream.cords))));
  u8[byte + 13] = stream.begins ? 255 : 0;
  u8[byte + 14] = stream.ends ? 255 : 0;
  u8[byte + 15] = isFlow ? 255 : 0;
}

function widest(streams: ReadonlyMap<Stream, number>, otherwise: number): number {
  let cords = 0;
  for (const one of streams.keys()) cords = Math.max(cords, one.cords);
  return cords === 0 ? otherwise : riverWidth(cords);
}

/** Colours with their shares of the strands in alpha. */
function writeColours(u8: Uint8Array, byte: number, stream: Stream): void {
  const inks = inksOf(stream);
  for (let index = 0; index < STREAM_COLOURS; index++) {
    const ink = inks[index];
    const rgb = ink?.[0] ?? 0;
    u8[byte + index * 4] = rgb >> 16;
    u8[byte + index * 4 + 1] = rgb >> 8;
    u8[byte + index * 4 + 2] = rgb;
    u8[byte + index * 4 + 3] = ink?.[1] ?? 0;
  }
}

export function writeLandmark(stream: InstanceStream, landmark: LandmarkState, origin: WorldPoint): void {
  const { x, y } = landmark.view;
  writeMark(stream, x - origin.x, y - origin.y, landmark.side, landmark.rot, landmark.rgb, LANDMARK_KIND.agent, landmark.seed);
}

/** The pin in one's own plot, beside its name. */
export function writeOwnPin(stream: InstanceStream, claim: ClaimState, origin: WorldPoint): void {
  writeMark(stream, claim.x - origin.x + claim.reachX * 0.72, claim.y - origin.y, 1, 0, 0, LANDMARK_KIND.own, 0);
}

function writeMark(stream: InstanceStream, x: number, y: number, side: number, rot: number, rgb: number, kind: number, seed: number): void {
  const slot = stream.take();
  const word = (slot * stream.stride) / 4;
  const { f32, u8 } = stream;
  f32[word] = x;
  f32[word + 1] = y;
  f32[word + 2] = side;
  f32[word + 3] = rot;
  const byte = slot * stream.stride + 16;
  u8[byte] = rgb >> 16;
  u8[byte + 1] = rgb >> 8;
  u8[byte + 2] = rgb;
  u8[byte + 3] = 255;
  u8[byte + 4] = kind;
  u8[byte + 5] = seed;
}
