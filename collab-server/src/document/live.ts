import * as Y from 'yjs';
import { isRecord, farPlots, judge, type Ground } from '../firewall/judge.ts';
import { inspect, type Inspection } from '../firewall/inspect.ts';
import type { Journal } from '../journal/journal.ts';
import type { Fence } from '../lease/lease.ts';
import type { DocumentName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { actorName, SERVER, type Actor } from './actor.ts';
import type { Catalogue } from './catalogue.ts';
import { mayWrite } from './policy.ts';
import { Refusal } from './refusal.ts';

/** Bytes of one update that a client may send. */
export const UPDATE_MAX = 256 * 1024;
/** Far plots that one update's ties may name. */
const FAR_PLOTS_MAX = 32;

export type LiveParts = {
  readonly name: DocumentName;
  readonly text: string;
  readonly doc: Y.Doc;
  readonly fence: Fence;
  readonly journal: Pick<Journal, 'append'>;
  readonly catalogue: Pick<Catalogue, 'plot'>;
  /** Number of the last journal row that `doc` holds, and rows since the last snapshot. */
  readonly upto: bigint;
  readonly rows: number;
  /** Told once, when the document must leave memory because it may differ from its journal. */
  readonly onBroken: (live: LiveDocument, reason: BreakReason, error?: unknown) => void;
};

/** `retired`: the region lives on under a newer epoch. The others: memory and journal may differ. */
export type BreakReason = 'lease_lost' | 'journal' | 'diverged' | 'retired';

/** A document in memory. Every change is inspected, journalled and applied one after the other. */
export class LiveDocument {
  readonly #parts: LiveParts;
  /** The server's own Yjs client id in this document; never `doc.clientID`, which Yjs would then change. */
  readonly #serverClient = Math.floor(Math.random() * 0xffff_ffff);
  readonly #authors = new Map<number, string>();
  readonly #pinned = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();
  #upto: bigint;
  #rows: number;
  #broken = false;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#upto = parts.upto;
    this.#rows = parts.rows;
    this.#authors.set(this.#serverClient, SERVER);
  }

  get text(): string {
    return this.#parts.text;
  }

  get fence(): Fence {
    return this.#parts.fence;
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** Journal rows applied since the last snapshot. */
  get rows(): number {
    return this.#rows;
  }

  /** State and journal position that belong together. */
  capture(): { readonly upto: bigint; readonly state: Uint8Array } {
    return { upto: this.#upto, state: Y.encodeStateAsUpdate(this.#parts.doc) };
  }

  snapshotTaken(upto: bigint, rowsBefore: number): void {
    if (upto <= this.#upto) this.#rows = Math.max(0, this.#rows - rowsBefore);
  }

  /**
   * Binds a Yjs client id to the first actor that uses it; false when it is someone else's. A struct
   * forged under a living client's id would make that client diverge silently and for ever.
   */
  bind(client: number, actor: string): boolean {
    const owner = this.#authors.get(client);
    if (owner === undefined) this.#authors.set(client, actor);
    return owner === undefined || owner === actor;
  }

  /** Resolves once the update is committed and applied; throws Refusal and changes nothing otherwise. */
  submit(update: Uint8Array, actor: Actor, origin: unknown): Promise<void> {
    return this.exclusively(async () => {
      if (update.byteLength > UPDATE_MAX) throw new Refusal('payload_too_large', `${update.byteLength} bytes`);
      const seen = inspect(this.#parts.doc, update);
      if (!seen.ok) throw new Refusal(seen.code, seen.detail);
      if (seen.value.touches.length === 0 && seen.value.authors.size === 0) return;
      await this.#permit(seen.value, update, actor);
      await this.#commit(update, actorName(actor), origin);
      for (const client of seen.value.authors) this.bind(client, actorName(actor));
      if (actor.kind === 'service') this.#pinned.add(actor.note);
    });
  }

  /**
   * A change by the server itself. `change` works on a copy, inside one transaction; nothing is
   * written when it changes nothing.
   */
  edit(change: (doc: Y.Doc) => void): Promise<void> {
    return this.exclusively(async () => {
      const copy = this.#copy();
      copy.clientID = this.#serverClient;
      const updates: Uint8Array[] = [];
      copy.on('update', (update: Uint8Array) => updates.push(update));
      copy.transact(() => change(copy));
      copy.destroy();
      if (updates.length > 0) await this.#commit(Y.mergeUpdates(updates), SERVER, { source: 'local' });
    });
  }

  async #permit(seen: Inspection, update: Uint8Array, actor: Actor): Promise<void> {
    const verdict = judge(seen, actor, await this.#ground(seen, actor));
    if (!verdict.ok) throw new Refusal(verdict.code, verdict.detail);
    for (const client of seen.authors) {
      const owner = this.#authors.get(client);
      if (owner !== undefined && owner !== actorName(actor)) throw new Refusal('edit_refused', 'a client id of someone else');
    }
    if (actor.kind !== 'service') return;
    if (this.#pinned.has(actor.note)) throw new Refusal('edit_refused', 'already pinned');
    const copy = this.#copy();
    Y.applyUpdate(copy, update);
    const pinned = actor.record !== null && isRecord(regionOf(copy).notes.get(actor.note), actor.record);
    copy.destroy();
    if (!pinned) throw new Refusal('edit_refused', 'the record would not stand');
  }

  async #ground(seen: Inspection, actor: Actor): Promise<Ground> {
    const { name, text, doc } = this.#parts;
    if (name.kind === 'atlas') return { kind: 'atlas', name: text };
    const region = regionOf(doc);
    const far = new Map(farPlots(seen.touches).map((plot) => [plotKey(plot), plot]));
    far.set(plotKey(name.plot), name.plot);
    if (far.size > FAR_PLOTS_MAX) throw new Refusal('edit_refused', 'too many far plots');
    const allowed = new Set<string>();
    for (const [key, plot] of far) {
      const claim = plot === name.plot ? region.claim.get('c') : undefined;
      const facts = claim ? { owner: claim.o, policy: claim.p } : await this.#plot(plot);
      if (facts && mayWrite(actor, facts.owner, facts.policy)) allowed.add(key);
    }
    return {
      kind: 'region',
      name: text,
      plot: name.plot,
      hasNote: (id) => region.notes.has(id),
      mayWrite: (plot: Plot) => allowed.has(plotKey(plot)),
    };
  }

  async #plot(plot: Plot) {
    try {
      return await this.#parts.catalogue.plot(plot);
    } catch (error) {
      throw new Refusal('unavailable', String(error));
    }
  }

  async #commit(update: Uint8Array, actor: string, origin: unknown): Promise<void> {
    const { journal, text, fence, doc } = this.#parts;
    const written = await journal.append({ document: text, update, actor, fence }).catch((error: unknown) => {
      this.break('journal', error);
      throw new Refusal('unavailable', 'the journal cannot be written');
    });
    if (!written.ok) {
      this.break('lease_lost');
      throw new Refusal('unavailable', 'another replica holds this tile');
    }
    Y.applyUpdate(doc, update, origin);
    this.#upto = written.value;
    this.#rows++;
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) this.break('diverged');
  }

  /** Marks the document as unfit to serve, within a turn or outside one; later turns are refused. Idempotent. */
  break(reason: BreakReason, error?: unknown): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#parts.onBroken(this, reason, error);
  }

  #copy(): Y.Doc {
    const copy = new Y.Doc();
    regionOf(copy);
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.#parts.doc));
    return copy;
  }

  /**
   * Runs `work` in the document's turn: after the edits under way and before later ones. Refuses
   * when the document is leaving memory. `work` must not submit or edit: it would wait for itself.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(() => {
      if (this.#broken) throw new Refusal('unavailable', 'the document is leaving memory');
      return work();
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }
}
