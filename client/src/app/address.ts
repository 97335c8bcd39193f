import { isId, type Id } from '@oto/schema/base/id';

/** What the address bar asks for. */
export type Address =
  | { readonly type: 'board' }
  | { readonly type: 'note'; readonly id: Id }
  | { readonly type: 'plot'; readonly handle: string };

/** Anything unknown is the board. */
export function parseAddress(pathname: string): Address {
  const note = /^\/n\/([^/]+)\/?$/.exec(pathname);
  if (note && isId(note[1])) return { type: 'note', id: note[1] };
  const plot = /^\/@([A-Za-z0-9_.-]{1,60})\/?$/.exec(pathname);
  if (plot) return { type: 'plot', handle: plot[1] as string };
  return { type: 'board' };
}

export function notePath(id: string): string {
  return `/n/${id}`;
}
