import { AGENT_SIZE, CREATION_SIZE } from '@oto/schema/board/kind';
import type { WorldRect, ZoomLimits } from './types.ts';

/** CSS pixels; below it the map takes over. */
export const SMALLEST_NOTE_PX = 14;
export const LARGEST_NOTE_SHARE = 0.9;
/** The map can always be reached by zooming out: even a world of one plot is seen at half the notes' smallest zoom. */
const MAP_SHARE = 0.5;
/** Of the screen, round the world. */
const WORLD_MARGIN = 0.07;

/**
 * A creation is never under 14 px, an agent (the larger note) never over 90 % of the shorter side.
 * The map goes on from there until the whole world is in view.
 */
export function zoomLimits(screenWidth: number, screenHeight: number, world: WorldRect | null = null): ZoomLimits {
  const notes = SMALLEST_NOTE_PX / CREATION_SIZE;
  const max = (Math.min(screenWidth, screenHeight) * LARGEST_NOTE_SHARE) / AGENT_SIZE;
  return { min: Math.min(notes * MAP_SHARE, wholeWorld(screenWidth, screenHeight, world)), notes, max: Math.max(notes, max) };
}

function wholeWorld(screenWidth: number, screenHeight: number, world: WorldRect | null): number {
  const room = 1 - 2 * WORLD_MARGIN;
  // A screen of no size shows nothing at any zoom.
  if (world === null || screenWidth <= 0 || screenHeight <= 0) return Infinity;
  return Math.min((screenWidth * room) / Math.max(1, world.width), (screenHeight * room) / Math.max(1, world.height));
}

export function clampZoom(zoom: number, limits: ZoomLimits): number {
  return Math.min(limits.max, Math.max(limits.min, zoom));
}
