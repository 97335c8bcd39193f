import type { Kind } from '@oto/schema/board/kind';
import { feeds, type Role } from '@oto/schema/job/chain';
import type { ChainAgent } from './chain.ts';

/** Chains to begin with, told in the dictionary under their names. `needs`: a file that the first agent works from. */
export const IDEAS = [
  { name: 'poem', kinds: ['text', 'image', 'video'], needs: null },
  { name: 'tale', kinds: ['text', 'voice'], needs: null },
  { name: 'poster', kinds: ['text', 'image'], needs: null },
  { name: 'alive', kinds: ['image', 'video'], needs: null },
  { name: 'photo', kinds: ['image'], needs: 'image' },
  { name: 'echo', kinds: ['voice'], needs: 'audio' },
] as const satisfies readonly { readonly name: string; readonly kinds: readonly Kind[]; readonly needs: Role | null }[];
export type Idea = (typeof IDEAS)[number];

/** An agent that may play a part. `fluent`: its own words are in the person's language. */
export type Candidate = {
  readonly agent: ChainAgent;
  readonly mine: boolean;
  readonly fluent: boolean;
  readonly healthy: boolean;
  readonly fee: number;
};

/**
 * Agents that can play the idea, each once: one's own before others, then those of one's language, then
 * the cheapest. Null when some part has nobody.
 */
export function cast({ kinds, needs }: Pick<Idea, 'kinds' | 'needs'>, candidates: readonly Candidate[]): readonly ChainAgent[] | null {
  const able = candidates
    .filter((one) => one.healthy)
    .toSorted((a, b) => Number(b.mine) - Number(a.mine) || Number(b.fluent) - Number(a.fluent) || a.fee - b.fee);
  const fill = (chain: readonly ChainAgent[]): readonly ChainAgent[] | null => {
    const kind = kinds[chain.length];
    if (kind === undefined) return chain;
    const before = chain.at(-1);
    for (const { agent } of able) {
      const fed = before === undefined ? needs === null || agent.accepts.includes(needs) : feeds(before.kind, agent.accepts);
      if (agent.kind !== kind || !fed || chain.includes(agent)) continue;
      const whole = fill([...chain, agent]);
      if (whole !== null) return whole;
    }
    return null;
  };
  return fill([]);
}
