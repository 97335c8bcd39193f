import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import type { WorldPoint } from '../types.ts';
import type { InstanceStream } from './instance-stream.ts';
import type { ClaimState, LandmarkState, RiverState } from './map-state.ts';
import { PIECE_LENGTH } from './river-route.ts';
import { LANDMARK_KIND } from './shader/landmark.ts';

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

export function writeRiver(stream: InstanceStream, river: RiverState, origin: WorldPoint): void {
  const { pieces } = river;
  let way = 0;
  for (let index = 0; index < river.lengths.length; index++) {
    const length = river.lengths[index] ?? 0;
    const slot = stream.take();
    const word = (slot * stream.stride) / 4;
    const { f32, u8 } = stream;
    const base = index * PIECE_LENGTH;
    for (let i = 0; i < PIECE_LENGTH; i += 2) {
      f32[word + i] = (pieces[base + i] ?? 0) - origin.x;
      f32[word + i + 1] = (pieces[base + i + 1] ?? 0) - origin.y;
    }
    f32[word + 8] = way;
    f32[word + 9] = river.length;
    f32[word + 10] = length;
    f32[word + 11] = river.seed;
    const byte = slot * stream.stride + 48;
    u8[byte] = river.rgb >> 16;
    u8[byte + 1] = river.rgb >> 8;
    u8[byte + 2] = river.rgb;
    u8[byte + 3] = river.strands;
    f32[word + 13] = river.width;
    way += length;
  }
}

export function writeLandmark(stream: InstanceStream, landmark: LandmarkState, origin: WorldPoint): void {
  const { x, y } = landmark.view;
  writeMark(stream, x - origin.x, y - origin.y, landmark.side, landmark.rot, landmark.rgb, LANDMARK_KIND.agent, landmark.seed);
}

/** The pin in one's own plot. */
export function writeOwnPin(stream: InstanceStream, claim: ClaimState, origin: WorldPoint): void {
  writeMark(stream, claim.x - origin.x, claim.y - origin.y, 1, 0, 0, LANDMARK_KIND.own, 0);
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
