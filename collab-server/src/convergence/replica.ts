import * as Y from 'yjs';
import { parseDocumentName, type DocumentName } from '@oto/schema/board/document-name';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import type { Id } from '@oto/schema/base/id';
import type { Result } from '@oto/schema/base/result';
import type { ErrorCode } from '@oto/schema/contract/errors';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { PlotFacts } from '../document/catalogue.ts';
import { LiveDocument, type BreakReason, type Change } from '../document/live.ts';
import { Refusal } from '../document/refusal.ts';
import { freshRegion } from '../epoch/fresh.ts';
import type { AppendCode, Entry } from '../journal/journal.ts';
import type { Snapshot } from '../journal/snapshot.ts';
import type { Fence } from '../lease/fence.ts';
import { changesOf } from '../outbox/apply.ts';
import type { MemoryStore } from './store.ts';
import type { ToServer, Wire } from './wire.ts';

export type Open = { readonly name: DocumentName; readonly doc: Y.Doc; readonly live: LiveDocument; readonly wires: Set<Wire> };

/** A question to the database that is on its way there; `ask` does it, `answer` brings the result back, `fail` an error. */
export type Question = {
  isAsked: boolean;
  readonly isMove: boolean;
  readonly ask: () => void;
  readonly answer: () => void;
  readonly fail: () => void;
};
export type Captured = { readonly open: Open; readonly snapshot: Snapshot; readonly rows: number };

const CLOSES: Readonly<Record<BreakReason, ErrorCode>> = {
  retired: 'old_epoch',
  lease_lost: 'unavailable',
  journal: 'unavailable',
  diverged: 'unavailable',
};

/** One collab server: the real documents, firewall, mirrors and epochs over the store of a history. */
export class Replica {
  readonly store: MemoryStore;
  #fence: Fence;
  readonly #onBug: (error: unknown) => void;
  readonly #open = new Map<string, Open>();
  readonly #facts = new Map<string, PlotFacts>();
  readonly questions: Question[] = [];
  readonly captured: Captured[] = [];
  /** Notifications of plots on their way here. */
  readonly notices: string[] = [];
  isAlive = true;
  #isDelivering = false;

  /** `onBug` is told of whatever is thrown that is no refusal. */
  constructor(store: MemoryStore, onBug: (error: unknown) => void) {
    this.store = store;
    this.#onBug = onBug;
    this.#fence = store.takeLease();
    store.listen((key) => this.notices.push(key));
  }

  get documents(): readonly Open[] {
    return [...this.#open.values()].filter(({ live }) => !live.broken);
  }

  get mayDeliver(): boolean {
    return !this.#isDelivering && this.store.outbox.some(({ isDelivered }) => !isDelivered);
  }

  /** kill -9: nothing goes on, nobody is told. */
  crash(): void {
    this.isAlive = false;
    for (const { wires } of this.#open.values()) for (const wire of wires) wire.cut();
    this.questions.length = 0;
    this.captured.length = 0;
  }

  hear(): void {
    const key = this.notices.shift();
    if (key !== undefined) this.#facts.delete(key);
  }

  receive(wire: Wire, message: ToServer): void {
    if (message.type === 'hello') {
      this.#admit(wire, message.vector);
      return;
    }
    const open = this.#open.get(wire.document);
    if (!open?.wires.has(wire)) return;
    wire.isBusy = true;
    this.submit(open, message.update, wire).then(
      () => {
        wire.isBusy = false;
        wire.send({ type: 'ack' });
      },
      (error: unknown) => this.#refuse(wire, error),
    );
  }

  leave(wire: Wire): void {
    this.#open.get(wire.document)?.wires.delete(wire);
  }

  submit({ live }: Open, update: Uint8Array, wire: Wire): Promise<void> {
    return live.submit(update, wire.actor, wire);
  }

  /** The journal as the documents see it: its answer comes when the history lets it. */
  append(entry: Entry): Promise<Result<bigint, AppendCode>> {
    return this.#question(() => this.store.append(entry));
  }

  capture(open: Open): void {
    this.captured.push({ open, rows: open.live.rows, snapshot: open.live.capture() });
  }

  write(): void {
    const next = this.captured.shift();
    if (next) this.keep(next);
  }

  keep({ open, snapshot, rows }: Captured): void {
    if (this.store.writeSnapshot(open.live.text, snapshot, open.live.fence)) open.live.snapshotTaken(snapshot.upto, rows);
  }

  /** Moves a region to its next epoch, in its own turn. */
  move({ name, live }: Open): void {
    if (name.kind !== 'region') return;
    const work = async () => {
      const old = live.capture();
      const fresh = freshRegion(old.state, name.plot);
      try {
        const moved = await this.#question(() => this.store.rewrite(name.plot, name.epoch, old, fresh, live.fence), true);
        if (!moved.ok && moved.code === 'lease_lost') return live.break('lease_lost');
      } catch {
        return live.break('journal');
      }
      this.#facts.delete(plotKey(name.plot));
      live.break('retired');
    };
    live.exclusively(work).catch((error: unknown) => this.#overlook(error));
  }

  /** Carries the oldest open fact of the outbox into the documents. */
  deliver(): void {
    const next = this.store.outbox.find(({ isDelivered }) => !isDelivered);
    if (!next || this.#isDelivering) return;
    this.#isDelivering = true;
    const carry = async () => {
      const facts = await this.plot(next.fact.plot);
      for (const { document, apply } of changesOf(next.fact, facts?.epoch ?? 1)) await this.#edit(document, apply);
      next.isDelivered = true;
    };
    carry()
      .catch((error: unknown) => this.#overlook(error))
      .finally(() => (this.#isDelivering = false));
  }

  plot(plot: Plot): Promise<PlotFacts | null> {
    const key = plotKey(plot);
    const facts = this.#facts.get(key) ?? this.store.plots.get(key) ?? null;
    if (facts) this.#facts.set(key, facts);
    return Promise.resolve(facts);
  }

  async #edit(document: string, change: Change): Promise<void> {
    await this.#load(document).live.edit(change);
  }

  #admit(wire: Wire, vector: Uint8Array): void {
    try {
      const open = this.#load(wire.document);
      open.wires.add(wire);
      wire.send({ type: 'ask', vector: Y.encodeStateVector(open.doc) });
      wire.send({ type: 'update', update: Y.encodeStateAsUpdate(open.doc, vector), isAnswer: true });
    } catch (error) {
      this.#refuse(wire, error);
    }
  }

  #load(text: string): Open {
    const known = this.#open.get(text);
    if (known && !known.live.broken) return known;
    const name = parseDocumentName(text);
    if (!name) throw new Refusal('unknown_document');
    const epoch = name.kind === 'region' ? this.store.plots.get(plotKey(name.plot))?.epoch : name.epoch;
    if (epoch === undefined || epoch < name.epoch) throw new Refusal('unknown_document');
    if (epoch > name.epoch) throw new Refusal('old_epoch');
    const doc = new Y.Doc();
    if (name.kind === 'region') regionOf(doc);
    else atlasOf(doc);
    const { snapshot, tail } = this.store.read(text);
    this.store.load(text, doc);
    if (doc.store.pendingStructs !== null) throw new Error(`${text}: the journal has a hole`);
    const wires = new Set<Wire>();
    const live = new LiveDocument({
      name,
      text,
      doc,
      fence: this.#fence,
      journal: { append: (entry) => this.append(entry) },
      catalogue: {
        plot: (plot) => this.plot(plot),
        ends: (notes) => Promise.resolve(new Map(notes.flatMap((note) => this.#endOf(note)))),
        forget: (plot) => void this.#facts.delete(plotKey(plot)),
      },
      upto: tail.at(-1)?.id ?? snapshot?.upto ?? 0n,
      rows: tail.length,
      authors: this.store.authors(text),
      onBroken: (_, reason) => {
        for (const wire of wires) wire.send({ type: 'close', reason: CLOSES[reason] });
        wires.clear();
        if (reason === 'journal') this.#retake();
      },
    });
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      for (const wire of wires) if (wire !== origin) wire.send({ type: 'update', update, isAnswer: false });
    });
    const open = { name, doc, live, wires };
    this.#open.set(text, open);
    return open;
  }

  /** What was asked of the database before and is still on its way there must not be done any more. */
  #retake(): void {
    this.#fence = this.store.retakeLease(this.#fence);
    for (const { live } of this.#open.values()) live.break('lease_lost');
  }

  #endOf(note: Id) {
    const end = this.store.notes.get(note);
    return end ? [[note, end] as const] : [];
  }

  #refuse(wire: Wire, error: unknown): void {
    this.#overlook(error);
    this.leave(wire);
    wire.isBusy = false;
    wire.toServer.length = 0;
    wire.send({ type: 'close', reason: error instanceof Refusal ? error.reason : 'internal' });
  }

  #overlook(error: unknown): void {
    if (!(error instanceof Refusal)) this.#onBug(error);
  }

  #question<T>(ask: () => T, isMove = false): Promise<T> {
    return new Promise((resolve, reject) => {
      let result: T | undefined;
      const question: Question = {
        isAsked: false,
        isMove,
        ask: () => {
          question.isAsked = true;
          result = ask();
        },
        answer: () => resolve(result as T),
        fail: () => reject(new Error('the connection to the database is lost')),
      };
      this.questions.push(question);
    });
  }
}
