import * as Y from 'yjs';
import { canonicalJson, type Json } from '@oto/schema/base/canonical-json';
import { regionName } from '@oto/schema/board/document-name';
import type { PlaceRecord, TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { ErrorCode } from '@oto/schema/contract/errors';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Actor } from '../document/actor.ts';
import { Wire } from './wire.ts';

export type Edit =
  | { readonly root: 'places'; readonly key: string; readonly value: PlaceRecord }
  | { readonly root: 'ties'; readonly key: string; readonly value: TieRecord | null };

/** What was meant together. Once written: its structs, in the document of an epoch. */
export type Batch = {
  readonly edits: readonly Edit[];
  epoch: number;
  client: number;
  end: number;
  update: Uint8Array | null;
};
export type Told = { readonly onAcked: (batch: Batch) => void; readonly onRefused: (code: ErrorCode, edits: readonly Edit[]) => void };

const BLAMED: ReadonlySet<ErrorCode> = new Set([
  'edit_refused',
  'edit_malformed',
  'plot_closed',
  'note_gone',
  'ties_full',
  'plot_full',
  'forbidden',
  'payload_too_large',
]);

/**
 * An honest browser on one region: writes at once, remembers what it meant until the message that
 * carried it is acknowledged, merges after having been away, and after a refusal takes the document
 * anew and says the rest again, one by one.
 */
export class Client {
  readonly actor: Actor;
  readonly plot: Plot;
  readonly name: string;
  readonly #told: Told;
  readonly #nextId: () => number;
  #doc: Y.Doc;
  #wire: Wire | null = null;
  #log: Batch[] = [];
  /** Batches of each message under way, oldest first; null before the handshake's answer. */
  #sent: Batch[][] | null = null;
  #isReady = false;
  epoch: number;

  constructor(name: string, actor: Actor, plot: Plot, epoch: number, nextId: () => number, told: Told) {
    this.name = name;
    this.actor = actor;
    this.plot = plot;
    this.epoch = epoch;
    this.#nextId = nextId;
    this.#told = told;
    this.#doc = this.#freshDoc();
  }

  get doc(): Y.Doc {
    return this.#doc;
  }

  get wire(): Wire | null {
    return this.#wire;
  }

  get isSettled(): boolean {
    return this.#log.length === 0 && this.#sent?.length === 0;
  }

  /** A wire to carry to a replica, with the greeting on it. */
  connect(): Wire {
    this.disconnect();
    this.#wire = new Wire(regionName(this.plot, this.epoch), this.actor);
    this.#wire.toServer.push({ type: 'hello', vector: Y.encodeStateVector(this.#doc) });
    return this.#wire;
  }

  disconnect(): void {
    this.#wire?.cut();
    this.#wire = null;
    this.#sent = null;
  }

  edit(edits: readonly Edit[]): void {
    const batch: Batch = { edits, epoch: 0, client: 0, end: 0, update: null };
    this.#log.push(batch);
    if (this.#isReady) this.#write(batch);
  }

  /** The page is opened anew: the same document and log, another Yjs client. */
  reload(): void {
    this.disconnect();
    const kept = Y.encodeStateAsUpdate(this.#doc);
    this.#doc.destroy();
    this.#doc = this.#freshDoc();
    Y.applyUpdate(this.#doc, kept, NET);
  }

  /** The atlas tells a newer epoch. */
  learn(epoch: number): void {
    if (epoch <= this.epoch) return;
    this.epoch = epoch;
    this.#begin();
  }

  receive(): void {
    const message = this.#wire?.toClient.shift();
    switch (message?.type) {
      case undefined:
        return;
      case 'update':
        Y.applyUpdate(this.#doc, message.update, NET);
        if (message.isAnswer) this.#becomeReady();
        return;
      case 'ask': {
        const update = Y.encodeStateAsUpdate(this.#doc, message.vector);
        this.#sent = [this.#log.filter((batch) => batch.update !== null)];
        this.#wire?.toServer.push({ type: 'sync', update });
        return;
      }
      case 'ack':
        for (const batch of this.#sent?.shift() ?? []) this.#settle(batch);
        return;
      case 'close':
        this.#closed(message.reason);
        return;
      default:
        return message satisfies never;
    }
  }

  #becomeReady(): void {
    this.#isReady = true;
    for (const batch of this.#log) if (batch.update === null) this.#write(batch);
  }

  #write(batch: Batch): void {
    const { places, ties } = regionOf(this.#doc);
    if (this.#sent && batch.edits.every((edit) => isSaid(this.#doc, edit))) return this.#settleSaid(batch);
    const updates: Uint8Array[] = [];
    const take = (update: Uint8Array) => updates.push(update);
    this.#doc.on('update', take);
    this.#doc.transact(() => {
      for (const edit of batch.edits) {
        if (edit.root === 'places') places.set(edit.key, edit.value);
        else if (edit.value === null) ties.delete(edit.key);
        else ties.set(edit.key, edit.value);
      }
    });
    this.#doc.off('update', take);
    const [update] = updates;
    if (!update) return this.#settleSaid(batch);
    batch.update = update;
    batch.epoch = this.epoch;
    const [written] = Y.parseUpdateMeta(update).to;
    if (written) [batch.client, batch.end] = written;
    if (!this.#sent) return;
    this.#sent.push([batch]);
    this.#wire?.toServer.push({ type: 'sync', update });
  }

  /** Nothing of it was written, so there is no struct of it to look for. */
  #settleSaid(batch: Batch): void {
    this.#settle(Object.assign(batch, { epoch: this.epoch, client: 0, end: 0 }));
  }

  #settle(batch: Batch): void {
    this.#log = this.#log.filter((one) => one !== batch);
    this.#told.onAcked(batch);
  }

  #closed(reason: ErrorCode): void {
    const judged = this.#sent?.[0] ?? [];
    this.disconnect();
    if (BLAMED.has(reason)) this.#refused(reason, judged);
    else if (reason === 'edit_incomplete') this.#begin();
  }

  #refused(code: ErrorCode, judged: readonly Batch[]): void {
    const [first, ...more] = judged;
    if (first && more.length === 0) {
      const rest = first.edits.length === 1 ? [] : first.edits.map((edit) => ({ ...first, edits: [edit] }));
      this.#log = this.#log.flatMap((batch) => (batch === first ? rest : [batch]));
      if (rest.length === 0) this.#told.onRefused(code, first.edits);
    }
    this.#begin();
  }

  /** The document holds what the server will never take, or is no longer served: begin anew, then say the log again. */
  #begin(): void {
    this.disconnect();
    this.#doc.destroy();
    this.#doc = this.#freshDoc();
    this.#isReady = false;
    for (const batch of this.#log) batch.update = null;
  }

  #freshDoc(): Y.Doc {
    const doc = new Y.Doc();
    regionOf(doc);
    doc.clientID = this.#nextId();
    return doc;
  }
}

const NET = 'net';

/** The document says so already: an earlier try was committed, and its acknowledgement got lost. */
function isSaid(doc: Y.Doc, edit: Edit): boolean {
  const standing: Json = regionOf(doc)[edit.root].get(edit.key) ?? null;
  return canonicalJson(standing) === canonicalJson(edit.value);
}
