import type { Tile } from '@oto/schema/geometry/lattice';

const COORDINATE = '(0|-?[1-9]\\d{0,5})';
const TILE = new RegExp(`^/collab/t/${COORDINATE},${COORDINATE}$`);
const ROOM = new RegExp(`^/y/${COORDINATE},${COORDINATE}/([^\\0]{1,80})$`);

/** One plain y-websocket room: the document and the pass its address carries, empty for a watcher. */
export type Room = { readonly tile: Tile; readonly document: string; readonly token: string };

/** The atlas tile of a socket's path; null for every other path. */
export function tileOfPath(url: string | undefined): Tile | null {
  return tileOf(TILE.exec(pathOf(url)));
}

/** The room of a socket's path; null for every other path. Whether the document exists is not asked here. */
export function roomOfPath(url: string | undefined): Room | null {
  let path: string;
  try {
    path = decodeURIComponent(pathOf(url));
  } catch {
    return null;
  }
  const match = ROOM.exec(path);
  const tile = tileOf(match);
  const document = match?.[3];
  if (!tile || document === undefined) return null;
  const query = (url ?? '').slice(pathOf(url).length + 1);
  return { tile, document, token: new URLSearchParams(query).get('token') ?? '' };
}

function pathOf(url: string | undefined): string {
  return (url ?? '').split('?', 1)[0] ?? '';
}

function tileOf(match: RegExpExecArray | null): Tile | null {
  return match ? { x: Number(match[1]), y: Number(match[2]) } : null;
}
