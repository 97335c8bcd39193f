import type { Canvas } from '@napi-rs/canvas';
import type { EngineRequest } from '../../engine.ts';
import { steering } from '../image/paint.ts';
import { givenPicture, loadGiven } from '../picture/given.ts';
import { livingOf } from '../picture/living.ts';
import { easelOf } from '../scene/easel.ts';
import { sceneOf } from '../scene/scene.ts';

const SIDE = 512;
/** Encoders want sides in whole macroblocks. */
const BLOCK = 16;

/** A film before it is encoded. */
export type Reel = {
  readonly canvas: Canvas;
  /** Pieces of work before the first frame. */
  readonly parts: number;
  /** Does the next piece; null when all are done. */
  prepare(): string | null;
  /** Draws the frame at `t`, 0..1, once all is prepared. */
  draw(t: number): void;
};

/** The given picture in motion where there is one, else the prompt's scene. Throws `invalid` when the picture is none. */
export async function reelOf(request: EngineRequest): Promise<Reel> {
  const given = givenPicture(request);
  const side = Math.round((SIDE * request.scale) / BLOCK) * BLOCK;
  if (!given) {
    const scene = sceneOf(steering(request), request.seed, side);
    return { ...easelOf(scene), parts: scene.layers.length };
  }
  const living = livingOf(await loadGiven(given, side, BLOCK), steering(request), request.seed);
  return { ...living, parts: 0, prepare: () => null };
}
