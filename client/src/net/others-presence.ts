import type { Awareness } from 'y-protocols/awareness';
import { Presence } from '@oto/schema/board/presence';

/** The presence of others in one region, by connection. */
export type OthersPresence = ReadonlyMap<number, Presence>;

/** What others show; states that Presence does not describe are left out. */
export function othersIn(awareness: Awareness): OthersPresence {
  const others = new Map<number, Presence>();
  for (const [client, state] of awareness.getStates()) {
    if (client === awareness.clientID) continue;
    const presence = Presence.safeParse(state);
    if (presence.success) others.set(client, presence.data);
  }
  return others;
}
