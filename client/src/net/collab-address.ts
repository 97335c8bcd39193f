import type { Tile } from '@oto/schema/geometry/lattice';

/** The socket of an atlas tile, beside the page: `wss://…/collab/t/0,-1`. */
export function collabAddress(tile: Tile, page: string): string {
  const url = new URL(`/collab/t/${tile.x},${tile.y}`, page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
