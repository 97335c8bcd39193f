import { Presence } from '@oto/schema/board/presence';
import type { Actor } from '../document/actor.ts';

/** What a connection may still publish; `client` is the one awareness id it has shown. */
export type Voice = { client: number | null };

export type PresenceAsk = {
  readonly actor: Actor;
  readonly voice: Voice;
  /** False when another connection shows this awareness id, or its Yjs client id is someone else's. */
  readonly mayBe: (client: number) => boolean;
  /** Takes one from the connection's allowance; false when it is used up. */
  readonly spend: () => boolean;
};

/**
 * Drops from `states`, in place, and counts all that the connection may not publish: everything of a watcher,
 * any state but its own, whatever Presence does not describe, and what comes faster than allowed.
 * The name in what is left is the one of the pass.
 */
export function filterPresence(states: Map<number, unknown>, ask: PresenceAsk): number {
  if (ask.actor.kind === 'watcher' || states.size === 0 || !ask.spend()) {
    const dropped = states.size;
    states.clear();
    return dropped;
  }
  let dropped = 0;
  for (const [client, state] of states) {
    // Hocuspocus decodes into a scratch instance whose own, empty state stands among the others.
    const own = ask.voice.client === null ? !isEmpty(state) && ask.mayBe(client) : ask.voice.client === client;
    if (!own || !isSpeakable(state, ask.actor)) {
      if (!isEmpty(state)) dropped++;
      states.delete(client);
    } else {
      ask.voice.client = client;
      states.set(client, named(state, ask.actor));
    }
  }
  return dropped;
}

function named(state: unknown, actor: Actor): unknown {
  const presence = state as Presence;
  if (actor.kind !== 'member' || presence.who === undefined || actor.shown === undefined) return state;
  const { id, colour } = presence.who;
  return { ...presence, who: { id, colour, ...actor.shown } };
}

function isEmpty(state: unknown): boolean {
  return typeof state === 'object' && state !== null && Object.keys(state).length === 0;
}

function isSpeakable(state: unknown, actor: Exclude<Actor, { kind: 'watcher' }>): boolean {
  const parsed = Presence.safeParse(state);
  if (!parsed.success) return false;
  const { work, who, ...hands } = parsed.data;
  switch (actor.kind) {
    case 'member':
      return work === undefined && (who === undefined || who.id === actor.id);
    case 'service':
      return who === undefined && Object.keys(hands).length === 0 && (work === undefined || work.note === actor.note);
    default:
      return actor satisfies never;
  }
}
