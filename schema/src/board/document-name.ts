import type { Plot, Tile } from '../geometry/lattice.ts';

/** Epochs rise when the server rewrites a document to shed history; a name with an old epoch is refused. */
export type DocumentName =
  | { readonly kind: 'region'; readonly plot: Plot; readonly epoch: number }
  | { readonly kind: 'atlas'; readonly tile: Tile; readonly epoch: number };

/** Atlas documents hold nothing that people write, so they have had no reason to be rewritten yet. */
export const ATLAS_EPOCH = 1;

export function regionName(plot: Plot, epoch: number): string {
  return `region/${plot.x},${plot.y}.${epoch}`;
}

export function atlasName(tile: Tile, epoch: number): string {
  return `atlas/${tile.x},${tile.y}.${epoch}`;
}

const PATTERN = /^(region|atlas)\/(0|-?[1-9]\d{0,5}),(0|-?[1-9]\d{0,5})\.([1-9]\d{0,5})$/;

/** Null for any name that `regionName` or `atlasName` would not write. */
export function parseDocumentName(name: string): DocumentName | null {
  const match = PATTERN.exec(name);
  if (!match) return null;
  const at = { x: Number(match[2]), y: Number(match[3]) };
  const epoch = Number(match[4]);
  return match[1] === 'region' ? { kind: 'region', plot: at, epoch } : { kind: 'atlas', tile: at, epoch };
}
