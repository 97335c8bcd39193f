import { WebSocketStatus, type HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { Awareness } from 'y-protocols/awareness';
import { newId } from '@oto/schema/base/id';
import { newClientId } from '@oto/schema/board/client-id';
import { regionName } from '@oto/schema/board/document-name';
import type { Counted } from '@oto/schema/board/counted';
import type { Light } from '@oto/schema/board/light';
import type { Presence } from '@oto/schema/board/presence';
import { regionOf, type Region } from '@oto/schema/board/roots';
import type { ErrorCode } from '@oto/schema/contract/errors';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { remedyFor } from './close-reason.ts';
import { heardTold } from './heard-told.ts';
import { afterRefusal, superseded, unsavedEdits, type Batch, type Edit, type IntentLog } from './intent-log.ts';
import { leaveQuietly } from './leave-quietly.ts';
import type { KeptBatch, LocalCopies, LocalCopy } from './local-copy.ts';
import type { NetLog } from './net-log.ts';
import { othersIn, type OthersPresence } from './others-presence.ts';
import { isSaid, Outbox, writeBatch } from './outbox.ts';
import { RegionProvider } from './region-provider.ts';

export interface RegionLinkOptions {
  readonly plot: Plot;
  /** 0: not known yet; `reopen` tells. */
  readonly epoch: number;
  readonly token: () => Promise<string>;
  readonly forgetPass: () => void;
  /** Null for watchers, who have nothing to lose. `owner` tells members apart. */
  readonly copies: { readonly store: LocalCopies; readonly owner: string } | null;
  /** Asks to be attached when its turn comes. */
  readonly requestAttach: () => void;
  /** What was asked for has come, or will not. */
  readonly onAnswered: () => void;
  /** Asks for `sendNext` when its turn comes. */
  readonly requestSend: () => void;
  /** The document has content to show; called again when it was replaced by a fresh one. */
  readonly onReady: (region: Region) => void;
  readonly onPresence: (others: OthersPresence) => void;
  readonly onLight: (light: Light) => void;
  readonly onCounted: (counted: Counted) => void;
  readonly onUnsaved: () => void;
  readonly onRefused: (code: ErrorCode, edits: readonly Edit[]) => void;
  readonly log: NetLog;
}

const PAUSE_MS = 1000;
const PAUSE_MAX_MS = 30_000;
/** How long to wait for the atlas to tell a new epoch before trying again. */
const EPOCH_WAIT_MS = 5000;
/** With as many batches unsent, a further one takes the place of an older one of the same record. */
const CROWD = 200;

/**
 * One region document, whatever happens to it: its local copy, its connection, the edits that are
 * not acknowledged yet, and the way back after the server refused one.
 *
 * An edit is written only into a document whose content is known: a key that is set without knowing
 * its last value may lose against it. Until then it waits in the log.
 */
export class RegionLink {
  readonly key: string;
  readonly plot: Plot;
  #options: RegionLinkOptions;
  #epoch: number;
  #doc: Y.Doc;
  #copy: LocalCopy | null = null;
  #provider: RegionProvider | null = null;
  #log: IntentLog = [];
  readonly #outbox = new Outbox();
  /** The document has content to show, and every batch of the log is written in it. */
  #ready = false;
  /** The server closed the last document: batches wait for the content and are then sent one by one. */
  #replaying = false;
  #loading = true;
  #destroyed = false;
  #pauseMs = PAUSE_MS;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #presence: Presence | null = null;
  #lastAt = 0;
  #wasAttached = false;

  constructor(options: RegionLinkOptions) {
    this.#options = options;
    this.plot = options.plot;
    this.key = plotKey(options.plot);
    this.#epoch = options.epoch;
    this.#doc = this.#freshDoc();
  }

  /** Reads the local copy, then asks to be attached; not before `afterMs`. */
  start(afterMs = 0): void {
    if (afterMs > 0) this.#pause(afterMs);
    void this.#load();
  }

  get name(): string {
    return regionName(this.plot, this.#epoch);
  }
  get epoch(): number {
    return this.#epoch;
  }
  /** Edits that no server has acknowledged. */
  get unsaved(): number {
    return unsavedEdits(this.#log);
  }
  get notes(): number {
    return regionOf(this.#doc).notes.size;
  }
  get isReady(): boolean {
    return this.#ready;
  }
  /** Loaded and not waiting for a pause to pass. */
  get #mayAttach(): boolean {
    return !this.#loading && this.#epoch > 0 && this.#timer === null && !this.#destroyed;
  }
  /** It has had its turn: a server may know of it. */
  get wasAttached(): boolean {
    return this.#wasAttached;
  }
  /** Nothing of it is here or on its way, and it holds no edit. */
  get isWaiting(): boolean {
    return !this.#wasAttached && !this.#loading && !this.#ready && this.#log.length === 0;
  }
  /** Has what the server has. */
  get isSynced(): boolean {
    return this.#provider?.isSynced === true;
  }

  /** Joins the tile's socket, which must be up. False: nothing is to be asked. */
  attach(socket: HocuspocusProviderWebsocket): boolean {
    if (!this.#mayAttach) return false;
    if (this.#provider?.configuration.websocketProvider !== socket) this.#dropProvider();
    if (this.#provider?.isAttached) return false;
    this.#provider ??= this.#connect(socket);
    this.#provider.attach();
    this.#wasAttached = true;
    return true;
  }

  /**
   * The socket is down. What was put back after a refusal is shown without waiting any longer; the next
   * socket may lead to another replica, so it is not kept waiting for what the last one refused.
   */
  detach(): void {
    this.#leave();
    this.#endPause();
    this.#pauseMs = PAUSE_MS;
    if (!this.#ready && !this.#loading && this.notes > 0) this.#becomeReady();
  }

  /** Writes, at once when the content is known, and remembers until the server has said so. */
  edit(edits: readonly Edit[]): void {
    if (edits.length === 0) return;
    this.#lastAt = Math.max(this.#lastAt + 1, Date.now());
    const batch: Batch = { id: newId(), at: this.#lastAt, edits };
    this.#log = [...this.#log, batch];
    this.#options.log('info', 'edit_sent', { region: this.key, edits: edits.length });
    if (this.#ready) this.#write(batch);
    else this.#copy?.keep(batch, null);
    this.#options.onUnsaved();
  }

  /** Takes up what another page of this member left unsent when it died. */
  async adopt(): Promise<void> {
    const copy = this.#copy;
    if (!copy || this.#loading) return;
    const batches = await copy.adopt();
    if (this.#destroyed || copy !== this.#copy) return;
    this.#takeUp(batches);
    if (this.#ready) this.#writeWaiting();
  }

  /** Sends one update; true when more wait. */
  sendNext(): boolean {
    const update = this.#outbox.next();
    if (update) this.#provider?.sendUpdate(update);
    return this.#outbox.hasNext;
  }

  /** Null: nothing is shown to others. */
  setPresence(presence: Presence | null): void {
    /** Unchanged states are renewed by the protocol itself. */
    if (JSON.stringify(presence) === JSON.stringify(this.#presence)) return;
    this.#presence = presence;
    const awareness = this.#provider?.awareness;
    /** An empty state first: a server need not pass a removal on, and others would see the last cursor stay. */
    if (presence === null) awareness?.setLocalState({});
    awareness?.setLocalState(presence);
  }

  /** The atlas tells the epoch: the first one known, or the server wrote this region anew. */
  reopen(epoch: number): void {
    if (epoch === this.#epoch) return;
    const isFirst = this.#epoch === 0;
    this.#epoch = epoch;
    if (isFirst) {
      this.#copy?.close();
      void this.#load();
      return;
    }
    this.#endPause();
    this.#options.log('info', 'region_reloaded', { region: this.key });
    this.#begin({ forget: true });
  }

  /** Somebody signed in or out: the same document under another name of ours. Sockets are new. */
  changeSession(options: Pick<RegionLinkOptions, 'token' | 'forgetPass' | 'copies'>): void {
    this.#options = { ...this.#options, ...options };
    this.#dropProvider();
    this.#presence = null;
    this.#copy?.close();
    const wasDirty = this.#log.length > 0;
    this.#log = [];
    this.#outbox.clear();
    this.#replaying = false;
    if (wasDirty) this.#replaceDoc();
    /** A Yjs client id belongs to one person; the server binds it. */
    else this.#doc.clientID = newClientId();
    void this.#load();
  }

  /** The plot exists no more: what was meant for it cannot be. */
  giveUp(code: ErrorCode): void {
    const edits = this.#log.flatMap((batch) => batch.edits);
    this.#log = [];
    this.#copy?.rewrite([]);
    if (edits.length === 0) return;
    this.#options.log('warn', code, { region: this.key, note: edits[0]?.key ?? '' });
    this.#options.onRefused(code, edits);
  }

  destroy(): void {
    this.#destroyed = true;
    this.#endPause();
    this.#provider?.destroy();
    this.#provider = null;
    this.#copy?.close();
    this.#doc.destroy();
  }

  #freshDoc(): Y.Doc {
    const doc = new Y.Doc();
    doc.clientID = newClientId();
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== null && origin === this.#provider) this.#copy?.heard(update);
    });
    return doc;
  }

  #replaceDoc(): void {
    this.#doc.destroy();
    this.#doc = this.#freshDoc();
    this.#ready = false;
  }

  async #load(): Promise<void> {
    this.#loading = true;
    const { copies } = this.#options;
    const copy = copies ? copies.store.open(copies.owner, this.plot, this.#epoch) : null;
    this.#copy = copy;
    if (copy) {
      const doc = this.#doc;
      if (this.#ready) copy.heard(Y.encodeStateAsUpdate(doc));
      const { content, batches } = await copy.loaded;
      if (this.#destroyed || copy !== this.#copy) return;
      for (const update of content) Y.applyUpdate(doc, update, copy);
      this.#takeUp(batches);
    }
    this.#loading = false;
    if (this.#ready) this.#writeWaiting();
    else if (this.notes > 0 && (!this.#replaying || this.#log.length === 0)) this.#becomeReady();
    this.#options.requestAttach();
  }

  /** What an earlier page meant comes before what was meant since. */
  #takeUp(kept: readonly KeptBatch[]): void {
    const known = new Set(this.#log.map((batch) => batch.id));
    const older = kept.filter(({ batch }) => !known.has(batch.id));
    if (older.length === 0) return;
    this.#log = [...older.map(({ batch }) => batch), ...this.#log];
    for (const { batch, epoch, update } of older) {
      this.#lastAt = Math.max(this.#lastAt, batch.at);
      if (!update || epoch !== this.#epoch || this.#replaying || this.#ready) continue;
      Y.applyUpdate(this.#doc, update, this.#copy);
      this.#outbox.written(batch.id, update);
    }
    this.#options.onUnsaved();
  }

  #connect(socket: HocuspocusProviderWebsocket): RegionProvider {
    const awareness = new Awareness(this.#doc);
    awareness.setLocalState(this.#presence);
    awareness.on('change', () => this.#options.onPresence(othersIn(awareness)));
    return new RegionProvider(
      {
        websocketProvider: socket,
        name: this.name,
        document: this.#doc,
        awareness,
        token: this.#options.token,
        onStateless: ({ payload }) => {
          const told = heardTold(payload);
          if (told === null) return;
          if ('counts' in told) this.#options.onCounted(told);
          else this.#options.onLight(told);
        },
        onSynced: () => this.#synced(),
        onClose: ({ event }) => {
          if (socket.status === WebSocketStatus.Connected) this.#closedByServer(event.reason, false);
        },
        onAuthenticationFailed: ({ reason }) => this.#closedByServer(reason, true),
      },
      { onAnswer: () => this.#outbox.opened(), onAcknowledged: () => this.#settle(this.#outbox.acknowledged()) },
    );
  }

  #synced(): void {
    this.#options.onAnswered();
    this.#pauseMs = PAUSE_MS;
    this.#replaying = false;
    if (!this.#ready) this.#becomeReady();
    else this.#options.onUnsaved();
  }

  #becomeReady(): void {
    this.#ready = true;
    this.#writeWaiting();
    this.#options.onReady(regionOf(this.#doc));
    this.#options.onUnsaved();
    this.#options.log('info', 'region_opened', { region: this.key, notes: this.notes });
  }

  #writeWaiting(): void {
    for (const batch of this.#log) if (!this.#outbox.isWritten(batch.id)) this.#write(batch);
  }

  #write(batch: Batch): void {
    if (this.isSynced && batch.edits.every((edit) => isSaid(this.#doc, edit))) return this.#settle([batch.id]);
    const update = writeBatch(this.#doc, batch);
    if (!update) return this.#settle([batch.id]);
    const older = this.#crowdedOut(batch);
    const past = older ? this.#outbox.updateOf(older.id) : undefined;
    const whole = past ? Y.mergeUpdates([past, update]) : update;
    this.#copy?.keep(batch, whole);
    if (older && past) {
      this.#log = this.#log.filter((one) => one !== older);
      this.#outbox.drop(older.id);
      this.#copy?.drop(older.id);
    }
    if (this.#outbox.written(batch.id, whole)) this.#options.requestSend();
  }

  #crowdedOut(batch: Batch): Batch | null {
    if (this.#outbox.isOpen || this.#log.length <= CROWD) return null;
    return superseded(
      this.#log.filter((one) => one !== batch),
      batch,
    );
  }

  #settle(ids: readonly string[]): void {
    const saved = this.#log.filter((batch) => ids.includes(batch.id));
    if (saved.length === 0) return;
    this.#log = this.#log.filter((batch) => !ids.includes(batch.id));
    this.#copy?.settle(ids);
    this.#options.log('info', 'edit_saved', { region: this.key, edits: unsavedEdits(saved) });
    this.#options.onUnsaved();
  }

  #closedByServer(reason: string, isAuthenticating: boolean): void {
    const { code, remedy } = remedyFor(reason);
    const { log } = this.#options;
    const sent = this.#outbox.oldest;
    this.#leave();
    this.#options.onAnswered();
    switch (remedy) {
      case 'discard':
        if (isAuthenticating) break;
        return this.#refused(code, code === 'edit_incomplete' ? [] : sent);
      case 'pass':
        this.#options.forgetPass();
        log('info', code, { region: this.key });
        return this.#pause();
      case 'epoch':
        log('info', code, { region: this.key });
        return this.#pause(EPOCH_WAIT_MS);
      case 'gone':
      case 'later':
        break;
      default:
        return remedy satisfies never;
    }
    log('warn', 'region_failed', { region: this.key, code });
    this.#pause();
  }

  /** The document holds what the server will never take. `sent`: the batches of the message it judged. */
  #refused(code: ErrorCode, sent: readonly string[]): void {
    const verdict = afterRefusal(this.#log, sent, code, newId);
    this.#log = verdict.log;
    this.#copy?.rewrite(verdict.log);
    const { log, onRefused } = this.#options;
    if (verdict.refused.length > 0) {
      log('warn', code, { region: this.key, note: verdict.refused[0]?.key ?? '' });
      onRefused(code, verdict.refused);
    } else log('info', code === 'edit_incomplete' ? code : 'region_reloaded', { region: this.key });
    /** Nothing of ours was in it: the content itself is at fault, and might be again. */
    const isBlameless = sent.length === 0;
    if (isBlameless) this.#pause();
    this.#begin({ forget: isBlameless });
  }

  /** Opens a fresh document; the log follows once its content has come. */
  #begin({ forget }: { readonly forget: boolean }): void {
    this.#dropProvider();
    if (forget) this.#copy?.erase();
    else this.#copy?.close();
    this.#outbox.clear();
    this.#replaceDoc();
    this.#replaying = true;
    this.#options.onUnsaved();
    void this.#load();
  }

  #leave(): void {
    this.#outbox.close();
    if (this.#provider) leaveQuietly(this.#provider);
  }

  #dropProvider(): void {
    this.#leave();
    this.#provider?.destroy();
    this.#provider = null;
  }

  #endPause(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #pause(ms?: number): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#options.requestAttach();
    }, ms ?? this.#pauseMs);
    if (ms === undefined) this.#pauseMs = Math.min(this.#pauseMs * 2, PAUSE_MAX_MS);
  }
}
