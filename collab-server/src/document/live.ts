import * as Y from 'yjs';
import { isRecord, judge, tieKeys } from '../firewall/judge.ts';
import { inspect, type Inspection } from '../firewall/inspect.ts';
import { undone } from '../firewall/undoing.ts';
import type { UndoingLimit } from '../firewall/undoing-limit.ts';
import type { Entry, Journal, Judged } from '../journal/journal.ts';
import type { Fence } from '../lease/fence.ts';
import { newClientId } from '@oto/schema/board/client-id';
import type { DocumentName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { actorName, pinnedBy, SERVER, type Actor, type Member, type Service } from './actor.ts';
import type { Catalogue } from './catalogue.ts';
import { mirrorFacts } from './consequence.ts';
import { survey, tieIn } from './ground.ts';
import { regionBytesMax, REGION_BYTES_MAX, UPDATE_MAX } from './quota.ts';
import { Refusal } from './refusal.ts';
import type { Standing } from './standing.ts';

export type LiveParts = {
  readonly name: DocumentName;
  readonly text: string;
  readonly doc: Y.Doc;
  readonly fence: Fence;
  readonly journal: Pick<Journal, 'append'>;
  readonly catalogue: Pick<Catalogue, 'plot' | 'ends' | 'forget'>;
  /** Who is suspended; absent: nobody. */
  readonly standing?: Pick<Standing, 'isSuspended'> | undefined;
  /** What people may take apart of what others arranged; absent: as much as they like. */
  readonly undoing?: Pick<UndoingLimit, 'take'> | undefined;
  /** Number of the last journal row that `doc` holds, and rows since the last snapshot. */
  readonly upto: bigint;
  readonly rows: number;
  /** To whom the client ids that wrote in `doc` belong. */
  readonly authors: ReadonlyMap<number, string>;
  /** Told when people's edits are refused until the document is rewritten. */
  readonly onFull?: ((live: LiveDocument) => void) | undefined;
  /** Told once, when the document must leave memory because it may differ from its journal. */
  readonly onBroken: (live: LiveDocument, reason: BreakReason, error?: unknown) => void;
};

/** `retired`: the region lives on under a newer epoch. The others: memory and journal may differ. */
export type BreakReason = 'lease_lost' | 'journal' | 'diverged' | 'retired';

/** Works on a copy inside one transaction; `follow` queues a fact that leaves only with the change. */
export type Change = (doc: Y.Doc, follow: (fact: OutboxFact) => void) => void;

/** Times that an update is judged anew because the facts it was judged by have changed. */
const JUDGEMENTS = 3;
/** An update without structs and deletes: what the journal keeps when only facts follow. */
const NO_CHANGE = new Uint8Array([0, 0]);

/** A document in memory. Every change is inspected, journalled and applied one after the other. */
export class LiveDocument {
  readonly #parts: LiveParts;
  /** The server's own Yjs client id in this document; never `doc.clientID`, which Yjs would then change. */
  readonly #serverClient: number;
  readonly #authors: Map<number, string>;
  /** Client ids whose author the database knows. */
  readonly #written: Set<number>;
  readonly #pinned = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();
  #upto: bigint;
  #rows: number;
  /** The document's encoded size or more; null: not measured yet. */
  #bytes: number | null = null;
  #broken = false;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#upto = parts.upto;
    this.#rows = parts.rows;
    this.#authors = new Map(parts.authors);
    this.#written = new Set(parts.authors.keys());
    for (const actor of parts.authors.values()) {
      const note = pinnedBy(actor);
      if (note !== null) this.#pinned.add(note);
    }
    this.#serverClient = [...this.#authors].find(([, actor]) => actor === SERVER)?.[0] ?? freshClient(parts.doc);
    this.#authors.set(this.#serverClient, SERVER);
    // What nobody is known to have written, nobody may continue.
    for (const client of parts.doc.store.clients.keys()) if (!this.#authors.has(client)) this.#authors.set(client, SERVER);
  }

  get text(): string {
    return this.#parts.text;
  }

  get fence(): Fence {
    return this.#parts.fence;
  }

  get kind(): DocumentName['kind'] {
    return this.#parts.name.kind;
  }

  /** The document's encoded size or more; null: not measured yet. */
  get bytes(): number | null {
    return this.#bytes;
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
    const state = Y.encodeStateAsUpdate(this.#parts.doc);
    this.#bytes = state.byteLength;
    return { upto: this.#upto, state };
  }

  snapshotTaken(upto: bigint, rowsBefore: number): void {
    if (upto <= this.#upto) this.#rows = Math.max(0, this.#rows - rowsBefore);
  }

  /**
   * Binds a Yjs client id to the first actor that uses it; false when it is someone else's. A struct
   * forged under a living client's id would make that client diverge silently and for ever. Once the
   * id has written, the binding is kept with the journal.
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
      this.#permitAuthors(seen.value, actor);
      await this.#permitMember(actor);
      let facts: readonly OutboxFact[] | null = null;
      for (let judgement = 1; ; judgement++) {
        const judged = await this.#permit(seen.value, actor);
        if (actor.kind === 'member') this.#permitGrowth(update);
        if (actor.kind === 'member' && judgement === 1) await this.#permitUndoing(seen.value, actor);
        if (actor.kind === 'service') this.#permitPin(update, actor);
        facts ??= this.#mirrorsAfter(seen.value, update);
        const clients = [...seen.value.authors];
        if (await this.#commit({ update, actor: actorName(actor), judged, clients, facts }, origin)) break;
        if (judgement === JUDGEMENTS) throw new Refusal('unavailable', 'rights change all the time');
      }
      if (actor.kind === 'service') this.#pinned.add(actor.note);
    });
  }

  /**
   * A change by the server itself; nothing is written when it changes nothing and nothing follows.
   * Mirrors of the ties that it changes follow by themselves. Throws Refusal.
   */
  edit(change: Change): Promise<void> {
    return this.exclusively(async () => {
      const facts: OutboxFact[] = [];
      const update = this.#changeCopy((copy) => change(copy, (fact) => facts.push(fact)), facts);
      if (update === null && facts.length === 0) return;
      const entry = { update: update ?? NO_CHANGE, actor: SERVER, clients: update === null ? [] : [this.#serverClient], facts };
      for (let judgement = 1; ; judgement++) {
        if (await this.#commit({ ...entry, judged: await this.#ownEpoch() }, { source: 'local' })) return;
        if (judgement === JUDGEMENTS) throw new Refusal('unavailable', 'rights change all the time');
      }
    });
  }

  /** Nobody writes under another's clock. */
  #permitAuthors(seen: Inspection, actor: Actor): void {
    for (const client of seen.authors) {
      const owner = this.#authors.get(client);
      if (owner !== undefined && owner !== actorName(actor)) throw new Refusal('edit_incomplete', 'a client id of someone else');
    }
  }

  async #permitMember(actor: Actor): Promise<void> {
    if (actor.kind !== 'member' || !this.#parts.standing) return;
    const suspended = await this.#parts.standing.isSuspended(actor.id).catch((error: unknown) => {
      throw new Refusal('unavailable', String(error));
    });
    if (suspended) throw new Refusal('suspended');
  }

  #permitGrowth(update: Uint8Array): void {
    const { doc } = this.#parts;
    const grown = (this.#bytes ??= Y.encodeStateAsUpdate(doc).byteLength) + update.byteLength;
    if (grown <= REGION_BYTES_MAX) return;
    this.#bytes = Y.encodeStateAsUpdate(doc).byteLength;
    if (this.#bytes + update.byteLength <= regionBytesMax(regionOf(doc).inbound.size)) return;
    this.#parts.onFull?.(this);
    throw new Refusal('plot_full', `${this.#bytes} bytes`);
  }

  /** In their own plot a person arranges what they like, as operators do everywhere. */
  async #permitUndoing(seen: Inspection, actor: Member): Promise<void> {
    const { name, doc, catalogue, undoing } = this.#parts;
    if (undoing === undefined || actor.operator || name.kind === 'atlas') return;
    const { notes, ties } = regionOf(doc);
    const things = undone(seen.touches, actor, {
      note: (key) => notes.get(key),
      tiedBy: (key) => {
        const item = ties.has(key) ? ties._map.get(key) : undefined;
        return item && (this.#authors.get(item.id.client) ?? SERVER);
      },
    });
    if (things === 0) return;
    const facts = await catalogue.plot(name.plot).catch((error: unknown) => {
      throw new Refusal('unavailable', String(error));
    });
    if (facts?.owner !== actor.id && !undoing.take(actor.id, things)) throw new Refusal('too_many_deletions', `${things} things of others`);
  }

  /** Judges by the facts remembered; what they forbid, by fresh ones, so that a plot just opened is open. */
  async #permit(seen: Inspection, actor: Actor): Promise<readonly Judged[]> {
    const { catalogue } = this.#parts;
    const first = await survey(this.#parts, seen, actor, catalogue);
    if (judge(seen, actor, first.ground).ok) return first.judged;
    for (const plot of first.plots) catalogue.forget(plot);
    const second = await survey(this.#parts, seen, actor, catalogue);
    const verdict = judge(seen, actor, second.ground);
    if (!verdict.ok) throw new Refusal(verdict.code, verdict.detail);
    return second.judged;
  }

  /** A pass pins once: never again after its own pin, wherever it was journalled, nor over a finished note. */
  #permitPin(update: Uint8Array, actor: Service): void {
    const standing = regionOf(this.#parts.doc).notes.get(actor.note);
    if (this.#pinned.has(actor.note) || (standing !== undefined && standing.j === undefined))
      throw new Refusal('edit_refused', 'already pinned');
    const copy = this.#copy();
    Y.applyUpdate(copy, update);
    const pinned = actor.record !== null && isRecord(regionOf(copy).notes.get(actor.note), actor.record);
    copy.destroy();
    if (!pinned) throw new Refusal('edit_refused', 'the record would not stand');
  }

  /** What follows elsewhere from the ties that the update would leave standing. */
  #mirrorsAfter(seen: Inspection, update: Uint8Array): readonly OutboxFact[] {
    const { name, doc } = this.#parts;
    const keys = tieKeys(seen.touches);
    if (name.kind === 'atlas' || keys.size === 0) return [];
    const copy = this.#copy();
    Y.applyUpdate(copy, update);
    const facts = [...keys].flatMap((key) => mirrorFacts(name.plot, key, tieIn(doc, key), tieIn(copy, key)));
    copy.destroy();
    return facts;
  }

  /** The update that `change` makes, null when it makes none; adds the mirrors that follow to `facts`. */
  #changeCopy(change: (copy: Y.Doc) => void, facts: OutboxFact[]): Uint8Array | null {
    const { name, doc } = this.#parts;
    const copy = this.#copy();
    copy.clientID = this.#serverClient;
    const updates: Uint8Array[] = [];
    const ties = new Set<string>();
    if (name.kind === 'region') regionOf(copy).ties.observe(({ keysChanged }) => keysChanged.forEach((key) => ties.add(key)));
    copy.on('update', (update: Uint8Array) => updates.push(update));
    copy.transact(() => change(copy));
    if (name.kind === 'region') for (const key of ties) facts.push(...mirrorFacts(name.plot, key, tieIn(doc, key), tieIn(copy, key)));
    copy.destroy();
    return updates.length === 0 ? null : Y.mergeUpdates(updates);
  }

  /** Keeps the server from writing into a document that has been rewritten under a newer epoch. */
  async #ownEpoch(): Promise<readonly Judged[]> {
    const { name, text, catalogue } = this.#parts;
    if (name.kind === 'atlas') return [];
    const facts = await catalogue.plot(name.plot).catch((error: unknown) => {
      throw new Refusal('unavailable', String(error));
    });
    if (!facts) return [];
    if (facts.epoch > name.epoch) throw new Refusal('old_epoch', text);
    return [{ plot: name.plot, rights: facts.rights }];
  }

  /** False, with nothing written, when a plot is no longer as it was judged. Throws Refusal. */
  async #commit(entry: Omit<Entry, 'document' | 'fence'>, origin: unknown): Promise<boolean> {
    const { journal, text, fence, doc, catalogue } = this.#parts;
    const clients = entry.clients.filter((client) => !this.#written.has(client));
    const written = await journal.append({ ...entry, clients, document: text, fence }).catch((error: unknown) => {
      this.break('journal', error);
      throw new Refusal('unavailable', 'the journal cannot be written');
    });
    if (!written.ok) {
      if (written.code === 'rights_changed') {
        for (const { plot } of entry.judged) catalogue.forget(plot);
        return false;
      }
      this.break('lease_lost');
      throw new Refusal('unavailable', 'another replica holds this tile');
    }
    Y.applyUpdate(doc, entry.update, origin);
    for (const client of clients) {
      this.#authors.set(client, entry.actor);
      this.#written.add(client);
    }
    this.#upto = written.value;
    this.#rows++;
    if (this.#bytes !== null) this.#bytes += entry.update.byteLength;
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) this.break('diverged');
    return true;
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

/** A client id that the document has not seen; Yjs makes them as random 32-bit numbers too. */
function freshClient(doc: Y.Doc): number {
  for (;;) {
    const client = newClientId();
    if (!doc.store.clients.has(client)) return client;
  }
}
