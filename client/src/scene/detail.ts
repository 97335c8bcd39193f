import { CREATION_SIZE } from '@oto/schema/board/kind';
import type { CordSegments } from './gpu/materials.ts';

/** Level of detail, from the device pixels that a creation's side covers. */
export interface Detail {
  readonly far: boolean;
  /** The near shader without what is seen only close up; also the one for weak GPUs. */
  readonly plain: boolean;
  readonly segments: CordSegments;
  readonly pins: boolean;
  readonly shadows: boolean;
  readonly text: boolean;
  /** Plots' names lie over the notes, as on a map. */
  readonly namesAbove: boolean;
}

export function detailFor(pxPerUnit: number): Detail {
  const px = CREATION_SIZE * pxPerUnit;
  return {
    far: px < 48,
    plain: px < 72,
    segments: px < 28 ? 6 : px < 90 ? 12 : 32,
    pins: px >= 18,
    shadows: px >= 28,
    text: px >= 18,
    namesAbove: px < 34,
  };
}
