import * as Y from 'yjs';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { Id } from '@oto/schema/base/id';
import { parseDocumentName, regionName } from '@oto/schema/board/document-name';
import type { FarEnd } from '@oto/schema/board/record';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { REWRITE, SERVER } from '../document/actor.ts';
import type { PlotFacts } from '../document/catalogue.ts';
import { mirrorFacts } from '../document/consequence.ts';
import type { Fresh } from '../epoch/fresh.ts';
import type { AppendCode, Entry } from '../journal/journal.ts';
import { NEWEST_KEPT } from '../journal/retention.ts';
import type { Row, Snapshot, Stored } from '../journal/snapshot.ts';
import type { Fence } from '../lease/fence.ts';

/** Known beforehand, so that no history depends on a random number. */
const SERVER_CLIENT = 1;

export type Fact = { readonly id: number; readonly fact: OutboxFact; isDelivered: boolean };
type KeptSnapshot = Snapshot & { isDamaged: boolean };
type Document = { rows: Row[]; snapshots: KeptSnapshot[]; readonly authors: Map<number, string>; trimmed: bigint };
export type Committed = { readonly document: string; readonly update: Uint8Array; readonly actor: string };

/**
 * The database of a history: what is here survives every crash, and nothing else does. Each method is
 * one transaction with the meaning of its namesake in SQL.
 */
export class MemoryStore {
  readonly plots = new Map<string, PlotFacts>();
  /** Notes that Postgres knows as pinned. */
  readonly notes = new Map<Id, FarEnd>();
  readonly outbox: Fact[] = [];
  readonly #documents = new Map<string, Document>();
  readonly #onCommitted: (row: Committed) => void;
  readonly #onPlot = new Set<(key: string) => void>();
  #lease = 0n;
  #rows = 0n;

  /** `onCommitted` is told of each journal row, within its transaction. */
  constructor(onCommitted: (row: Committed) => void) {
    this.#onCommitted = onCommitted;
  }

  /** Another replica takes the tile over. */
  takeLease(): Fence {
    return { tile: '0,0', epoch: ++this.#lease };
  }

  /** The holder takes its own lease again; the same fence when another replica has it. */
  retakeLease(fence: Fence): Fence {
    return fence.epoch === this.#lease ? this.takeLease() : fence;
  }

  /** The lease as it stands. */
  get lease(): bigint {
    return this.#lease;
  }

  /** Channel `plot`. */
  listen(heard: (key: string) => void): void {
    this.#onPlot.add(heard);
  }

  changePlot(plot: Plot, change: Partial<Pick<PlotFacts, 'policy' | 'guests' | 'epoch' | 'owner'>>): void {
    const key = plotKey(plot);
    const facts = this.plots.get(key);
    if (!facts) throw new RangeError(`no plot ${key}`);
    this.plots.set(key, { ...facts, ...change, rights: facts.rights + 1 });
    for (const heard of this.#onPlot) heard(key);
  }

  append(entry: Entry): Result<bigint, AppendCode> {
    const { document, update, actor, fence, judged, clients, facts } = entry;
    if (fence.epoch !== this.#lease) return err('lease_lost');
    if (judged.some(({ plot, rights }) => this.plots.get(plotKey(plot))?.rights !== rights)) return err('rights_changed');
    const id = this.#insert(document, update, actor);
    const { authors } = this.#of(document);
    for (const client of clients) if (!authors.has(client)) authors.set(client, actor);
    for (const fact of facts) this.post(fact);
    return ok(id);
  }

  post(fact: OutboxFact): void {
    this.outbox.push({ id: this.outbox.length, fact, isDelivered: false });
  }

  writeSnapshot(document: string, snapshot: Snapshot, fence: Fence): boolean {
    if (fence.epoch !== this.#lease) return false;
    this.#keep(document, snapshot);
    return true;
  }

  /** Keeps the newest two snapshots and the rows that they do not both hold; thirty days pass at once here. */
  thin(document: string): void {
    const stored = this.#of(document);
    stored.snapshots = stored.snapshots.filter((kept) => !kept.isDamaged).slice(0, NEWEST_KEPT);
    const oldest = stored.snapshots[NEWEST_KEPT - 1];
    if (!oldest) return;
    const dropped = stored.rows.filter((row) => row.id <= oldest.upto).at(-1);
    if (dropped) stored.trimmed = dropped.id;
    stored.rows = stored.rows.filter((row) => row.id > oldest.upto);
  }

  /** Some document has two sound snapshots and rows that both hold. */
  get isThinningDue(): boolean {
    return [...this.#documents.values()].some(({ rows, snapshots }) => {
      const oldest = snapshots.filter((kept) => !kept.isDamaged)[NEWEST_KEPT - 1];
      return oldest !== undefined && rows.some((row) => row.id <= oldest.upto);
    });
  }

  /** Spoils the newest snapshot, unless it is the last sound one that the journal needs. */
  damage(document: string): void {
    const { snapshots } = this.#of(document);
    const [newest, next] = snapshots;
    if (newest && next && !next.isDamaged) newest.isDamaged = true;
  }

  rewrite(plot: Plot, epoch: number, old: Snapshot, fresh: Fresh, fence: Fence): Result<number, 'lease_lost' | 'raced'> {
    if (fence.epoch !== this.#lease) return err('lease_lost');
    if (this.plots.get(plotKey(plot))?.epoch !== epoch) return err('raced');
    const next = epoch + 1;
    const name = regionName(plot, next);
    this.changePlot(plot, { epoch: next });
    this.#keep(regionName(plot, epoch), old);
    this.#keep(name, { upto: this.#insert(name, fresh.state, REWRITE), state: fresh.state });
    this.#of(name).authors.set(fresh.client, SERVER);
    this.post({ type: 'epoch', plot, epoch: next });
    for (const [id, tie] of fresh.left) for (const fact of mirrorFacts(plot, id, tie, null)) this.post(fact);
    return ok(next);
  }

  /** Throws when the document is torn: rows are gone that no sound snapshot holds. */
  read(document: string): Stored {
    const { rows, snapshots, trimmed } = this.#of(document);
    const snapshot = snapshots.find((kept) => !kept.isDamaged && kept.upto >= trimmed) ?? null;
    if (!snapshot && trimmed > 0n) throw new Error(`${document} is torn`);
    return { snapshot, tail: rows.filter((row) => row.id > (snapshot?.upto ?? 0n)), corrupt: 0 };
  }

  authors(document: string): ReadonlyMap<number, string> {
    return new Map(this.#of(document).authors);
  }

  /** The document as a server that has just started would load it. */
  load(document: string, into = new Y.Doc()): Y.Doc {
    const { snapshot, tail } = this.read(document);
    if (snapshot) Y.applyUpdate(into, snapshot.state);
    for (const row of tail) Y.applyUpdate(into, row.update);
    return into;
  }

  get documents(): readonly string[] {
    return [...this.#documents.keys()].filter((name) => parseDocumentName(name)?.kind === 'region');
  }

  #insert(document: string, update: Uint8Array, actor: string): bigint {
    const id = ++this.#rows;
    this.#of(document).rows.push({ id, update, actor });
    this.#onCommitted({ document, update, actor });
    return id;
  }

  #keep(document: string, snapshot: Snapshot): void {
    const stored = this.#of(document);
    const others = stored.snapshots.filter((kept) => kept.upto !== snapshot.upto);
    stored.snapshots = [{ ...snapshot, isDamaged: false }, ...others].toSorted((a, b) => Number(b.upto - a.upto));
  }

  #of(document: string): Document {
    const found = this.#documents.get(document) ?? { rows: [], snapshots: [], authors: new Map([[SERVER_CLIENT, SERVER]]), trimmed: 0n };
    this.#documents.set(document, found);
    return found;
  }
}
