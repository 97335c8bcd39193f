import type { Kind } from '../board/kind.ts';

/** What an engine may be given beside words. */
export type Role = 'image' | 'audio';

/** What a step of each kind hands on to the next. A film ends a chain. */
const HANDS_ON: { readonly [K in Kind]: 'text' | Role | null } = { text: 'text', image: 'image', video: null, voice: 'audio' };

/** Whether what `from` makes can be given to an engine that accepts `accepts`. Every engine takes text. */
export function feeds(from: Kind, accepts: readonly Role[]): boolean {
  const handed = HANDS_ON[from];
  return handed === 'text' || (handed !== null && accepts.includes(handed));
}

/** The first link of a chain that cannot be fed by the one before it; null when all can. */
export function brokenLink(chain: readonly { readonly kind: Kind; readonly accepts: readonly Role[] }[]): number | null {
  for (const [index, link] of chain.entries()) {
    const before = chain[index - 1];
    if (before && !feeds(before.kind, link.accepts)) return index;
  }
  return null;
}

/** The step each role of input goes to: the first that accepts it; -1 when none does. */
export function takerOf(role: Role, chain: readonly { readonly accepts: readonly Role[] }[]): number {
  return chain.findIndex((link) => link.accepts.includes(role));
}
