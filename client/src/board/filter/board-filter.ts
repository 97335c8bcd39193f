import { timeOfId, type Id } from '@oto/schema/base/id';
import type { Counts } from '@oto/schema/contract/social';
import type { NoteKind } from '../../scene/types.ts';
import type { BoardCord } from '../cord-book.ts';

/** Strings to look at: all, those that tell where a thing came from, people's ties, the selected note's chain, or one agent's. */
export type CordsShown = 'all' | 'provenance' | 'ties' | 'chain' | { readonly agent: Id };

/** What of the board is looked at; the rest is dimmed. A note must meet every condition. */
export interface BoardFilter {
  /** Empty: all. */
  readonly kinds: ReadonlySet<NoteKind>;
  /** Member; `nobody`: one who is not known, so nothing matches. */
  readonly author: Id | 'nobody' | null;
  /** Notes made with this agent, and itself. */
  readonly agent: Id | null;
  /** Made at or after, and before; milliseconds since 1970. */
  readonly from: number | null;
  readonly until: number | null;
  /** At least so many; 0: any. */
  readonly likes: number;
  readonly votes: number;
  readonly cords: CordsShown;
}

export const ALL: BoardFilter = {
  kinds: new Set(),
  author: null,
  agent: null,
  from: null,
  until: null,
  likes: 0,
  votes: 0,
  cords: 'all',
};

/** What a filter asks of a note on its plot, or of a creation on the wall of the week. */
export interface FilteredNote {
  readonly id: Id;
  readonly kind: NoteKind;
  readonly author: Id;
  /** It was made with. */
  readonly agents: readonly Id[];
  /** Undefined: nobody did anything, or not known yet. */
  readonly counts: Counts | undefined;
}

export function noteMatches(filter: BoardFilter, note: FilteredNote): boolean {
  const { kinds, author, agent, from, until, likes, votes } = filter;
  const { id, counts } = note;
  if (kinds.size > 0 && !kinds.has(note.kind)) return false;
  if (author !== null && note.author !== author) return false;
  if (agent !== null && id !== agent && !note.agents.includes(agent)) return false;
  if (from !== null || until !== null) {
    const at = timeOfId(id);
    if ((from !== null && at < from) || (until !== null && at >= until)) return false;
  }
  return (counts?.likes ?? 0) >= likes && (counts?.votes ?? 0) >= votes;
}

/** `chain`: notes of the selected note's chain; null while nothing is selected, which shows every string. */
export function cordMatches(
  shown: CordsShown,
  { style, from, to }: Pick<BoardCord, 'style' | 'from' | 'to'>,
  chain: ReadonlySet<string> | null,
): boolean {
  if (typeof shown === 'object') return style === 'cord' && (from[0] === shown.agent || to[0] === shown.agent);
  switch (shown) {
    case 'all':
      return true;
    case 'provenance':
      return style !== 'tie';
    case 'ties':
      return style === 'tie';
    case 'chain':
      return chain === null || (style !== 'tie' && chain.has(from[0]) && chain.has(to[0]));
    default:
      return shown satisfies never;
  }
}

/**
 * A note with all it came from and all that came of it, by the strings that are known: up through sources alone and
 * down through what was made alone, so that an agent's other creations are not in its creation's chain.
 */
export function chainOf(note: string, cordsOf: (note: string) => readonly Pick<BoardCord, 'style' | 'from' | 'to'>[]): ReadonlySet<string> {
  const chain = new Set([note]);
  for (const [near, far] of [
    ['to', 'from'],
    ['from', 'to'],
  ] as const) {
    const reached = [note];
    const seen = new Set(reached);
    for (let at = reached.pop(); at !== undefined; at = reached.pop()) {
      for (const cord of cordsOf(at)) {
        const next = cord[far][0];
        if (cord.style === 'tie' || cord[near][0] !== at || seen.has(next)) continue;
        seen.add(next);
        chain.add(next);
        reached.push(next);
      }
    }
  }
  return chain;
}
