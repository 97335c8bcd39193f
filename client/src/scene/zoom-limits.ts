import { AGENT_SIZE, CREATION_SIZE } from '@oto/schema/board/kind';
import type { ZoomLimits } from './types.ts';

/** CSS pixels; below it the map takes over. */
export const SMALLEST_NOTE_PX = 14;
export const LARGEST_NOTE_SHARE = 0.9;

/** A creation is never under 14 px, an agent (the larger note) never over 90 % of the shorter side. */
export function zoomLimits(screenWidth: number, screenHeight: number): ZoomLimits {
  const min = SMALLEST_NOTE_PX / CREATION_SIZE;
  const max = (Math.min(screenWidth, screenHeight) * LARGEST_NOTE_SHARE) / AGENT_SIZE;
  return { min, max: Math.max(min, max) };
}

export function clampZoom(zoom: number, limits: ZoomLimits): number {
  return Math.min(limits.max, Math.max(limits.min, zoom));
}
