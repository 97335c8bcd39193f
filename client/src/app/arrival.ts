import { isId, type Id } from '@oto/schema/base/id';

/** How one came here, when the address says more than a place. */
export type Arrival =
  /** From another way in; `code`: why it came to nothing, null for the form alone. */
  | { readonly type: 'signin'; readonly code: string | null }
  | { readonly type: 'invitation'; readonly code: string }
  /** Back from the payment page; `left`: without having paid. */
  | { readonly type: 'purchase'; readonly id: Id; readonly left: boolean }
  /** By a link in a mail. */
  | { readonly type: 'verify' | 'reset'; readonly token: string };

const PAGES = { '/account/verify': 'verify', '/account/reset': 'reset' } as const;

/** Null: only a place is meant. `path`: what the address bar should say from now on, for no secret may stay in it. */
export function readArrival(
  at: Pick<Location, 'pathname' | 'search' | 'hash'>,
): { readonly arrival: Arrival | null; readonly path: string } | null {
  const page = Object.entries(PAGES).find(([path]) => path === at.pathname.replace(/\/$/, ''));
  if (page !== undefined) return { arrival: { type: page[1], token: decoded(at.hash.slice(1)) }, path: '/' };
  const search = new URLSearchParams(at.search);
  const [signin, invitation, purchase, left] = [search.get('signin'), search.get('invitation'), search.get('purchase'), search.has('left')];
  if (signin === null && invitation === null && purchase === null) return null;
  for (const name of ['signin', 'invitation', 'purchase', 'left']) search.delete(name);
  const path = `${at.pathname}${search.size === 0 ? '' : `?${search.toString()}`}`;
  if (signin !== null) return { arrival: { type: 'signin', code: signin === 'open' ? null : signin }, path };
  if (isId(purchase)) return { arrival: { type: 'purchase', id: purchase, left }, path };
  return { arrival: invitation === null ? null : { type: 'invitation', code: invitation }, path };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
