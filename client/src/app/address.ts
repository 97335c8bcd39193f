import { isId, type Id } from '@oto/schema/base/id';

/** What the address bar asks for; the view on the board is in its search (board/place-address). */
export type Address =
  | { readonly type: 'board' }
  | { readonly type: 'note'; readonly id: Id }
  | { readonly type: 'plot'; readonly handle: string }
  /** Nothing has such an address; the board is shown. */
  | { readonly type: 'lost'; readonly sought: 'note' | 'person' | 'page' };

export function parseAddress(pathname: string): Address {
  if (pathname === '/' || pathname === '') return { type: 'board' };
  const note = /^\/n\/([^/]*)\/?$/.exec(pathname);
  if (note) return isId(note[1]) ? { type: 'note', id: note[1] } : { type: 'lost', sought: 'note' };
  const plot = /^\/@([^/]*)\/?$/.exec(pathname);
  if (!plot) return { type: 'lost', sought: 'page' };
  const handle = plot[1] as string;
  return /^[A-Za-z0-9_.-]{1,60}$/.test(handle) ? { type: 'plot', handle } : { type: 'lost', sought: 'person' };
}

/** `comment`: the one that is meant. */
export function notePath(id: string, comment?: string): string {
  return comment === undefined ? `/n/${id}` : `/n/${id}#comment-${comment}`;
}

/** `/@name?plot`: the plot without the page of who it belongs to. */
export function isPlotAlone(search: string): boolean {
  return new URLSearchParams(search).has('plot');
}

/** The comment that a note's address means, by its hash. */
export function soughtComment(hash: string): Id | null {
  const id = /^#comment-(.+)$/.exec(hash)?.[1];
  return id !== undefined && isId(id) ? id : null;
}
