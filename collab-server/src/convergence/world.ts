import * as Y from 'yjs';
import type { Id } from '@oto/schema/base/id';
import { atlasName, ATLAS_EPOCH, parseDocumentName, regionName } from '@oto/schema/board/document-name';
import type { FarEnd, NoteRecord, Policy } from '@oto/schema/board/record';
import { atlasOf } from '@oto/schema/board/roots';
import { plotKey, tileOf, type Plot } from '@oto/schema/geometry/lattice';
import { actorName, type Actor } from '../document/actor.ts';
import { Client, type Batch } from './client.ts';
import { idOf } from './ids.ts';
import { unlawfulIn } from './lawful.ts';
import type { Replica } from './replica.ts';
import { MemoryStore, type Committed } from './store.ts';
import type { Wire } from './wire.ts';

export const HERE: Plot = { x: 2, y: 3 };
export const THERE: Plot = { x: 3, y: 3 };
export const PLOTS: readonly Plot[] = [HERE, THERE];
const NOTES_EACH = 3;

/** Something that must never be. */
export class Violation extends Error {}

const member = (n: number): Actor => ({ kind: 'member', id: idOf('member', n), operator: false, expires: Number.MAX_SAFE_INTEGER });
/** Of each client, who it is and where. One member has two pages on one plot. */
const CAST: readonly (readonly [string, number | null, Plot])[] = [
  ['ana', 0, HERE],
  ['ana’s other page', 0, HERE],
  ['ben', 1, HERE],
  ['ben there', 1, THERE],
  ['cleo', 2, HERE],
  ['cleo there', 2, THERE],
  ['a watcher', null, HERE],
];
export const VILLAIN: Actor = member(9);

export type StartReplica = (store: MemoryStore, onBug: (error: unknown) => void) => Replica;
export type Link = { readonly wire: Wire; readonly replica: Replica; readonly client: Client | null };
export type Acked = { readonly client: Client; readonly batch: Batch };

export const CRASH_POINTS = [
  'before the journal',
  'after the journal, before it is applied',
  'after it is applied, before the ack',
  'during compaction',
  'after a snapshot, before rows are dropped',
  'during a move to the next epoch',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Everything in a history: database, servers, connections, clients; and what the checks remember beside them. */
export class World {
  readonly store: MemoryStore;
  readonly clients: readonly Client[];
  readonly acked: Acked[] = [];
  readonly refused: string[] = [];
  /** Notes that left the board: their places left with them. */
  readonly unpinned = new Set<string>();
  /** Which clients ever moved a note, by plot and note. */
  readonly movers = new Map<string, Set<Client>>();
  /** Where every note ever pinned lies. */
  readonly seats = new Map<Id, FarEnd>();
  /** Where a server was killed: what it had under way then. */
  readonly crashes: CrashPoint[] = [];
  links: Link[] = [];
  replicas: Replica[] = [];
  readonly #startReplica: StartReplica;
  /** Each document as all its journal rows together say it, whatever was thinned since. */
  readonly #shadows = new Map<string, Y.Doc>();
  readonly #bugs: unknown[] = [];
  #clientId = 100;

  constructor(startReplica: StartReplica) {
    this.#startReplica = startReplica;
    this.store = new MemoryStore((row) => this.#committed(row));
    const owners = [idOf('member', 0), idOf('member', 1)];
    for (const [index, plot] of PLOTS.entries()) {
      const owner = owners[index] ?? idOf('member', 0);
      const policy: Policy = index === 0 ? 'open' : 'invited';
      this.store.plots.set(plotKey(plot), { epoch: 1, owner, policy, guests: new Set(), barred: new Set(), rights: 0 });
      const claim = { v: 1, o: owner, p: policy, t: 0 } as const;
      this.store.post({ type: 'claim', plot, claim, atlas: { v: 1, o: owner, e: 1, n: 0, t: 0, p: policy } });
      for (let n = 0; n < NOTES_EACH; n++) this.pin(plot, n);
    }
    this.clients = CAST.map(([name, who, plot]) => {
      const actor: Actor = who === null ? { kind: 'watcher' } : member(who);
      const client: Client = new Client(name, actor, plot, 1, () => this.nextClientId(), {
        onAcked: (batch) => this.#onAcked(client, batch),
        onRefused: (code) => {
          if (code === 'edit_refused' || code === 'edit_malformed') throw new Violation(`an honest edit of ${name} was called ${code}`);
          this.refused.push(name);
        },
      });
      return client;
    });
    this.start();
  }

  nextClientId(): number {
    return ++this.#clientId;
  }

  /** The replica that holds the tile; null while none lives. */
  get replica(): Replica | null {
    const newest = this.replicas.at(-1);
    return newest?.isAlive === true ? newest : null;
  }

  /** A server starts and takes the tile over; one that still runs may not know it yet. */
  start(): void {
    this.replicas.push(this.#startReplica(this.store, (error) => this.#bugs.push(error)));
  }

  crash(): void {
    const { replica } = this;
    if (!replica) return;
    const { questions, captured } = replica;
    if (questions.some(({ isAsked }) => !isAsked)) this.crashes.push('before the journal');
    if (questions.some(({ isAsked }) => isAsked)) this.crashes.push('after the journal, before it is applied');
    if (this.links.some(({ wire }) => wire.toClient.some(({ type }) => type === 'ack')))
      this.crashes.push('after it is applied, before the ack');
    if (captured.length > 0) this.crashes.push('during compaction');
    if (this.store.isThinningDue) this.crashes.push('after a snapshot, before rows are dropped');
    if (questions.some(({ isMove }) => isMove)) this.crashes.push('during a move to the next epoch');
    replica.crash();
  }

  pin(plot: Plot, n: number): void {
    const note = idOf('note', (plot === HERE ? 0 : 64) + n);
    const owner = idOf('member', plot === HERE ? 0 : 1);
    const record: NoteRecord = { v: 1, k: 'text', s: [n * 10, -n, 0], o: owner };
    const end: FarEnd = [note, plot.x, plot.y, record.s[0], record.s[1]];
    this.seats.set(note, end);
    this.store.notes.set(note, end);
    this.store.post({ type: 'note', plot, note, record });
  }

  unpin(note: Id): void {
    const end = this.store.notes.get(note);
    if (!end) return;
    this.store.notes.delete(note);
    this.unpinned.add(note);
    this.store.post({ type: 'unpin', plot: { x: end[1], y: end[2] }, note });
  }

  connect(client: Client): void {
    const { replica } = this;
    client.learn(this.epochTold(client.plot));
    if (replica) this.link({ wire: client.connect(), replica, client });
  }

  link(link: Link): void {
    this.links = [...this.links.filter(({ wire }) => wire.isOpen), link];
  }

  /** The epoch that the atlas tells. */
  epochTold(plot: Plot): number {
    return atlasOf(this.shadow(atlasName(tileOf(plot), ATLAS_EPOCH))).plots.get(plotKey(plot))?.e ?? 1;
  }

  shadow(document: string): Y.Doc {
    const doc = this.#shadows.get(document) ?? new Y.Doc();
    this.#shadows.set(document, doc);
    return doc;
  }

  isCommitted(document: string, client: number, end: number): boolean {
    return Y.getState(this.shadow(document).store, client) >= end;
  }

  /** What reaches a client must stand in the journal. */
  verifySeen(document: string, update: Uint8Array): void {
    for (const [client, end] of Y.parseUpdateMeta(update).to) {
      if (!this.isCommitted(document, client, end))
        throw new Violation(`${document}: ${client}:${end} was shown and is not in the journal`);
    }
  }

  /** Throws what was thrown where nobody could catch it. */
  verifyNoBug(): void {
    const [bug] = this.#bugs;
    if (bug !== undefined) throw bug;
  }

  #committed({ document, update, actor }: Committed): void {
    const doc = this.shadow(document);
    const name = parseDocumentName(document);
    if (actor === actorName(VILLAIN)) this.#bugs.push(new Violation(`an attack is in the journal of ${document}`));
    const id = /^member:(.*)$/.exec(actor)?.[1] as Id | undefined;
    if (id !== undefined && name?.kind === 'region') {
      const flaw = unlawfulIn(doc, update, id, name.plot, this.store);
      if (flaw !== null) this.#bugs.push(new Violation(`in the journal of ${document}, by ${actor}: ${flaw}`));
    } else Y.applyUpdate(doc, update);
    if (doc.store.pendingStructs !== null) this.#bugs.push(new Violation(`the journal of ${document} has a hole`));
  }

  #onAcked(client: Client, batch: Batch): void {
    const document = regionName(client.plot, batch.epoch);
    if (!this.isCommitted(document, batch.client, batch.end))
      throw new Violation(`${client.name}: ${batch.client}:${batch.end} was acknowledged and is not in the journal`);
    this.acked.push({ client, batch });
  }
}
