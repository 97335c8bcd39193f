import type { Kind } from '../board/kind.ts';

/** What an engine may be given beside words. */
export type Role = 'image' | 'audio';

/** What a step of each kind hands on to the next. A film ends a chain. */
const HANDS_ON: { readonly [K in Kind]: 'text' | Role | null } = { text: 'text', image: 'image', video: null, voice: 'audio' };

/** What a step of this kind hands on to the next; null ends a chain. */
export function handsOn(from: Kind): 'text' | Role | null {
  return HANDS_ON[from];
}

/** Whether what `from` makes can be given to an engine that accepts `accepts`. Every engine takes text. */
export function feeds(from: Kind, accepts: readonly Role[]): boolean {
  const handed = handsOn(from);
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

/**
 * The step that each input goes to, by its role: the first that accepts it and is given nothing of that
 * role by the step before or by an earlier input. -1: nothing in the chain can use it.
 */
export function takersOf(
  roles: readonly Role[],
  chain: readonly { readonly kind: Kind; readonly accepts: readonly Role[] }[],
): readonly number[] {
  const given = new Set<string>();
  for (const [index, link] of chain.entries()) if (index + 1 < chain.length) given.add(`${index + 1} ${handsOn(link.kind)}`);
  return roles.map((role) => {
    const step = chain.findIndex((link, index) => link.accepts.includes(role) && !given.has(`${index} ${role}`));
    given.add(`${step} ${role}`);
    return step;
  });
}

/** The same for a single input. */
export function takerOf(role: Role, chain: Parameters<typeof takersOf>[1]): number {
  return takersOf([role], chain)[0] ?? -1;
}
