import { ok } from '@oto/schema/base/result';
import type { Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import { actorName, SERVER, type Actor } from '../../document/actor.ts';
import { LiveDocument } from '../../document/live.ts';
import { Refusal } from '../../document/refusal.ts';
import type { Prey } from './prey.ts';

/** Puts a region behind the real firewall, over a journal that only remembers. */
export function guarded(prey: Prey, owner: Id, victim: Actor) {
  const journal: Uint8Array[] = [];
  const name = { kind: 'region', plot: prey.plot, epoch: 1 } as const;
  const live = new LiveDocument({
    name,
    text: regionName(prey.plot, 1),
    doc: prey.doc,
    fence: { tile: '0,0', epoch: 1n },
    journal: {
      append: async ({ update }) => {
        journal.push(update);
        return ok(BigInt(journal.length));
      },
    },
    catalogue: {
      plot: async () => ({ epoch: 1, owner, policy: 'open', guests: new Set(), barred: new Set(), rights: 1 }),
      ends: async () => new Map(),
      forget: () => undefined,
    },
    upto: 0n,
    rows: 0,
    authors: new Map([
      [prey.server, SERVER],
      [prey.victim, actorName(victim)],
    ]),
    onBroken: (_, reason) => {
      throw new Error(`broken: ${reason}`);
    },
  });
  return {
    journal,
    /** The code of the refusal; null when the update was taken. */
    async submit(update: Uint8Array, actor: Actor): Promise<string | null> {
      try {
        await live.submit(update, actor, null);
        return null;
      } catch (error) {
        if (error instanceof Refusal) return error.reason;
        throw error;
      }
    },
  };
}
