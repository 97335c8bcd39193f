import type { Tile } from '@oto/schema/geometry/lattice';

const PATTERN = /^\/collab\/t\/(0|-?[1-9]\d{0,5}),(0|-?[1-9]\d{0,5})$/;

/** The atlas tile of a socket's path; null for every other path. */
export function tileOfPath(url: string | undefined): Tile | null {
  const match = PATTERN.exec((url ?? '').split('?', 1)[0] ?? '');
  return match ? { x: Number(match[1]), y: Number(match[2]) } : null;
}
