import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Result } from '@oto/schema/base/result';
import type { Id } from '@oto/schema/base/id';
import { actorName, type Actor } from '../document/actor.ts';
import type { LiveDocument } from '../document/live.ts';
import type { AppendCode, Entry } from '../journal/journal.ts';
import { Refusal } from '../document/refusal.ts';
import { history } from './command.ts';
import { Replica, type Captured, type Open } from './replica.ts';
import { run } from './run.ts';
import type { Wire } from './wire.ts';

/** Servers that each break one promise: the histories must tell every one of them. */
class AcksBeforeTheJournal extends Replica {
  override submit({ live }: Open, update: Uint8Array, wire: Wire): Promise<void> {
    live.submit(update, wire.actor, wire).catch(() => undefined);
    return Promise.resolve();
  }
}

class AppliesBeforeTheJournal extends Replica {
  override submit(open: Open, update: Uint8Array, wire: Wire): Promise<void> {
    Y.applyUpdate(open.doc, update, wire);
    return this.commit(open, update, wire);
  }

  protected async commit({ live }: Open, update: Uint8Array, wire: Wire): Promise<void> {
    const entry = { document: live.text, update, actor: actorName(wire.actor), fence: live.fence, judged: [], clients: [], facts: [] };
    await live.exclusively(async () => {
      const written = await this.append(entry).catch(() => null);
      if (written?.ok === true) return;
      live.break(written ? 'lease_lost' : 'journal');
      throw new Refusal('unavailable');
    });
  }
}

class HasNoFirewall extends AppliesBeforeTheJournal {
  override async submit(open: Open, update: Uint8Array, wire: Wire): Promise<void> {
    await this.commit(open, update, wire);
    Y.applyUpdate(open.doc, update, wire);
  }
}

class BindsNoClient extends Replica {
  override submit({ live }: Open, update: Uint8Array, wire: Wire): Promise<void> {
    return live.submit(update, this.#ownerOf(live, firstAuthor(update)) ?? wire.actor, wire);
  }

  #ownerOf(live: LiveDocument, client: number): Actor | null {
    const id = /^member:(.*)$/.exec(this.store.authors(live.text).get(client) ?? '')?.[1];
    return id === undefined ? null : { kind: 'member', id: id as Id, operator: false, expires: Number.MAX_SAFE_INTEGER };
  }
}

function firstAuthor(update: Uint8Array): number {
  try {
    const [client = 0] = Y.parseUpdateMeta(update).to.keys();
    return client;
  } catch {
    return 0;
  }
}

class SnapshotsAhead extends Replica {
  /** As if it held what has been journalled since it was taken. */
  override keep({ open, snapshot, rows }: Captured): void {
    super.keep({ open, rows, snapshot: { ...snapshot, upto: this.store.read(open.live.text).tail.at(-1)?.id ?? snapshot.upto } });
  }
}

class HeedsNoLease extends Replica {
  override append(entry: Entry): Promise<Result<bigint, AppendCode>> {
    const { store } = this;
    return super.append({
      ...entry,
      get fence() {
        return { tile: '0,0', epoch: store.lease };
      },
    });
  }
}

const HISTORIES = 400;

/** What is broken, and what the checks may say of it. */
const BROKEN = [
  ['acknowledges before the journal', AcksBeforeTheJournal, /acknowledged and is not in the journal|is lost/],
  ['applies before the journal', AppliesBeforeTheJournal, /shown and is not in the journal/],
  ['has no firewall', HasNoFirewall, /attack is in the journal|in the journal of/],
  ['binds no client', BindsNoClient, /differ in|is lost|was called/],
  ['calls a snapshot newer than it is', SnapshotsAhead, /differ in|is lost|has a hole/],
  ['heeds no lease', HeedsNoLease, /differ in|is lost|has a hole|in the journal of|was put at/],
] as const;

it.each(BROKEN)('tells a server that %s', { timeout: 120_000 }, async (_, Broken, telling) => {
  const details = await fc.check(
    fc.asyncProperty(history, async (commands) => {
      await run(commands, (store, onBug) => new Broken(store, onBug));
    }),
    { seed: 4, numRuns: HISTORIES, endOnFailure: true },
  );
  expect(details.errorInstance).toSatisfy((error: unknown) => telling.test(String(error)));
});
