import { seededRandom } from '@oto/schema/base/seeded-random';
import type { InstanceLayer } from './gpu/instance-layer.ts';
import type { Run } from './run-allocator.ts';
import { STRAND } from './shader/cord.ts';

const SEGMENTS = 64;
/** A hand does not stop where it began. */
const OVERSHOOT = 4;
const LOOPS = 2;
/** Between an ellipse (2) and a rectangle. */
const ROUNDNESS = 2.7;

export interface OutlinePlace {
  /** Centre, relative to the sector. */
  readonly x: number;
  readonly y: number;
  readonly reachX: number;
  readonly reachY: number;
  readonly seed: number;
}

/** Draws a plot's outline as two loops of pencil. Answers its slots. */
export function drawOutline(layer: InstanceLayer, place: OutlinePlace): Run {
  const random = seededRandom(place.seed);
  const perLoop = SEGMENTS + OVERSHOOT;
  const run = layer.take(perLoop * LOOPS);
  const page = layer.page(run.page);
  for (let loop = 0; loop < LOOPS; loop++) {
    const start = random() * Math.PI * 2;
    const [p1, p2, p3] = [random() * 6, random() * 6, random() * 6];
    const point = (step: number): { x: number; y: number } => {
      const angle = (step / SEGMENTS) * Math.PI * 2 + start;
      const c = Math.cos(angle);
      const s = Math.sin(angle);
      const stretch = (Math.abs(c) ** ROUNDNESS + Math.abs(s) ** ROUNDNESS) ** (-1 / ROUNDNESS);
      const drift = (step / SEGMENTS) * 16 - 8;
      const wobble = loop * 24 + Math.sin(angle * 3 + p1) * 15 + Math.sin(angle * 7 + p2) * 5 + Math.cos(angle * 2 + p3) * 14 + drift;
      return { x: place.x + c * stretch * (place.reachX + wobble), y: place.y + s * stretch * (place.reachY + wobble) };
    };
    let last = point(0);
    for (let step = 1; step <= perLoop; step++) {
      const next = point(step);
      const slot = run.start + loop * perLoop + step - 1;
      const word = slot * (page.stride / 4);
      page.f32[word] = last.x;
      page.f32[word + 1] = last.y;
      page.f32[word + 2] = next.x;
      page.f32[word + 3] = next.y;
      page.f32[word + 4] = 0;
      page.f32[word + 5] = 0;
      page.f32[word + 6] = random();
      page.f32[word + 7] = STRAND.pencil;
      page.u8[slot * page.stride + 35] = 235;
      last = next;
    }
  }
  page.touch(run.start, run.length);
  return run;
}
