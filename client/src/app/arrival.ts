import { isId, type Id } from '@oto/schema/base/id';

/** How one came here, when the address says more than a place. */
export type Arrival =
  /** From another way in; `code`: why it came to nothing, null for the form alone. */
  | { readonly type: 'signin'; readonly code: string | null }
  | { readonly type: 'invitation'; readonly code: string }
  /** Back from the payment page; `left`: without having paid. */
  | { readonly type: 'purchase'; readonly id: Id; readonly left: boolean }
  /** To buy tokens, from another tab where they were missing. */
  | { readonly type: 'shop' }
  /** By a link in a mail. */
  | { readonly type: 'verify' | 'reset'; readonly token: string };

/** What may stand in the search beside the place. */
const MARKS = ['signin', 'invitation', 'purchase', 'left', 'buy'];
const PAGES = { '/account/verify': 'verify', '/account/reset': 'reset' } as const;

/** Null: only a place is meant. `path`: what the address bar should say from now on, for no secret may stay in it. */
export function readArrival(
  at: Pick<Location, 'pathname' | 'search' | 'hash'>,
): { readonly arrival: Arrival | null; readonly path: string } | null {
  const page = Object.entries(PAGES).find(([path]) => path === at.pathname.replace(/\/$/, ''));
  if (page !== undefined) return { arrival: { type: page[1], token: decoded(at.hash.slice(1)) }, path: '/' };
  const search = new URLSearchParams(at.search);
  const arrival = arrivalOf(search);
  if (!MARKS.some((mark) => search.has(mark))) return null;
  for (const mark of MARKS) search.delete(mark);
  return { arrival, path: `${at.pathname}${search.size === 0 ? '' : `?${search.toString()}`}` };
}

function arrivalOf(search: URLSearchParams): Arrival | null {
  const [signin, purchase, invitation] = ['signin', 'purchase', 'invitation'].map((mark) => search.get(mark));
  if (signin) return { type: 'signin', code: signin === 'open' ? null : signin };
  if (isId(purchase)) return { type: 'purchase', id: purchase, left: search.has('left') };
  if (invitation) return { type: 'invitation', code: invitation };
  return search.has('buy') ? { type: 'shop' } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
