import { HocuspocusProvider, WebSocketStatus, type HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { Awareness } from 'y-protocols/awareness';
import { regionName } from '@oto/schema/board/document-name';
import { Presence } from '@oto/schema/board/presence';
import { regionOf, type Region } from '@oto/schema/board/roots';
import type { ErrorCode } from '@oto/schema/contract/errors';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { remedyFor } from './close-reason.ts';
import { afterClose, meant, type Edit, type IntentLog } from './intent-log.ts';
import type { LocalCopy, OpenLocalCopy } from './local-copy.ts';
import type { NetLog } from './net-log.ts';

/** The presence of others in one region, by connection. */
export type OthersPresence = ReadonlyMap<number, Presence>;

export interface RegionLinkOptions {
  readonly plot: Plot;
  readonly epoch: number;
  readonly token: () => Promise<string>;
  readonly forgetPass: () => void;
  /** Null for watchers, who have nothing to lose. `name` tells members apart. */
  readonly copies: { readonly open: OpenLocalCopy; readonly owner: string } | null;
  /** Asks to be attached when its turn comes. */
  readonly requestAttach: () => void;
  /** The document has content to show; called again when it was replaced by a fresh one. */
  readonly onReady: (region: Region) => void;
  readonly onPresence: (others: OthersPresence) => void;
  readonly onUnsaved: () => void;
  readonly log: NetLog;
}

const PAUSE_MS = 1000;
const PAUSE_MAX_MS = 30_000;
/** How long to wait for the atlas to tell a new epoch before trying again. */
const EPOCH_WAIT_MS = 5000;

/**
 * One region document, whatever happens to it: its local copy, its connection, the edits that are
 * not acknowledged yet, and the way back after the server refused something.
 */
export class RegionLink {
  readonly key: string;
  readonly plot: Plot;
  #options: RegionLinkOptions;
  #epoch: number;
  #doc = new Y.Doc();
  #copy: LocalCopy | null = null;
  #provider: HocuspocusProvider | null = null;
  #intents: IntentLog = [];
  /** To be sent again once the fresh document has arrived. */
  #replay: IntentLog = [];
  /** Unacknowledged edits went together with a reconnection. */
  #merged = false;
  #ready = false;
  #loading = true;
  #destroyed = false;
  #pauseMs = PAUSE_MS;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #presence: Presence | null = null;

  constructor(options: RegionLinkOptions) {
    this.#options = options;
    this.plot = options.plot;
    this.key = plotKey(options.plot);
    this.#epoch = options.epoch;
  }

  /** Reads the local copy, then asks to be attached. */
  start(): void {
    void this.#load();
  }

  get name(): string {
    return regionName(this.plot, this.#epoch);
  }
  get epoch(): number {
    return this.#epoch;
  }
  get unsaved(): number {
    return this.#intents.length + this.#replay.length;
  }
  get notes(): number {
    return regionOf(this.#doc).notes.size;
  }
  get isReady(): boolean {
    return this.#ready;
  }
  /** Loaded and not waiting for a pause to pass. */
  get mayAttach(): boolean {
    return !this.#loading && this.#timer === null && !this.#destroyed && this.#provider?.isAttached !== true;
  }

  /** Joins the tile's socket, which must be up. */
  attach(socket: HocuspocusProviderWebsocket): void {
    if (!this.mayAttach) return;
    this.#merged = this.#intents.length > 0;
    if (this.#provider?.configuration.websocketProvider !== socket) this.#dropProvider();
    this.#provider ??= this.#connect(socket);
    this.#provider.attach();
  }

  /** Leaves the socket without a word to the server: it is down, or has closed this document itself. */
  detach(): void {
    const provider = this.#provider;
    if (!provider?.isAttached) return;
    provider.configuration.websocketProvider.configuration.providerMap.delete(provider.effectiveName);
    provider.detach();
    provider.onClose();
  }

  /** Writes at once and remembers until the server has said so. */
  edit(edits: readonly Edit[]): void {
    if (edits.length === 0) return;
    for (const edit of edits) this.#intents = meant(this.#intents, edit);
    this.#copy?.saveIntents(this.#intents);
    this.#write(edits);
    this.#options.log('info', 'edit_sent', { region: this.key, edits: edits.length });
    this.#options.onUnsaved();
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

  /** The server wrote this region anew under another epoch. */
  reopen(epoch: number): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    this.#renew('reload');
  }

  /** Somebody signed in or out: the same document under another name of ours. Sockets are new. */
  changeSession(options: Pick<RegionLinkOptions, 'token' | 'forgetPass' | 'copies'>): void {
    this.#options = { ...this.#options, ...options };
    this.#dropProvider();
    this.#presence = null;
    this.#intents = [];
    this.#replay = [];
    this.#copy?.close();
    this.#copy = null;
    /** A Yjs client id belongs to one person; the server binds it. */
    this.#doc.clientID = new Y.Doc().clientID;
    this.#loading = true;
    void this.#load();
  }

  destroy(): void {
    this.#destroyed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#provider?.destroy();
    this.#provider = null;
    this.#copy?.close();
    this.#doc.destroy();
  }

  async #load(): Promise<void> {
    const { copies } = this.#options;
    const doc = this.#doc;
    this.#copy = copies ? copies.open(`oto/${copies.owner}/${this.name}`, doc) : null;
    if (this.#copy) {
      const kept = await this.#copy.loaded;
      if (this.#destroyed || doc !== this.#doc) return;
      if (kept.length > 0) this.#intents = [...kept, ...this.#intents];
      if (regionOf(doc).notes.size > 0 && !this.#ready) this.#becomeReady();
      if (kept.length > 0) this.#options.onUnsaved();
    }
    this.#loading = false;
    this.#options.requestAttach();
  }

  #connect(socket: HocuspocusProviderWebsocket): HocuspocusProvider {
    const awareness = new Awareness(this.#doc);
    awareness.setLocalState(this.#presence);
    awareness.on('change', () => this.#options.onPresence(this.#others(awareness)));
    return new HocuspocusProvider({
      websocketProvider: socket,
      name: this.name,
      document: this.#doc,
      awareness,
      token: this.#options.token,
      onSynced: () => this.#synced(),
      onUnsyncedChanges: ({ number }) => {
        if (number === 0) this.#acknowledged();
      },
      onClose: ({ event }) => {
        if (socket.status === WebSocketStatus.Connected) this.#closedByServer(event.reason);
      },
      onAuthenticationFailed: ({ reason }) => this.#closedByServer(reason),
    });
  }

  #synced(): void {
    this.#pauseMs = PAUSE_MS;
    if (this.#replay.length > 0) {
      const again = this.#replay;
      this.#replay = [];
      this.#intents = [...again, ...this.#intents];
      for (const intent of again) this.#write([intent.edit]);
    }
    if (!this.#ready) this.#becomeReady();
  }

  #becomeReady(): void {
    this.#ready = true;
    this.#options.onReady(regionOf(this.#doc));
    this.#options.log('info', 'region_opened', { region: this.key, notes: this.notes });
  }

  #acknowledged(): void {
    this.#merged = false;
    if (this.#intents.length === 0 || this.#provider?.isAttached !== true) return;
    this.#options.log('info', 'edit_saved', { region: this.key, edits: this.#intents.length });
    this.#intents = [];
    this.#copy?.saveIntents([]);
    this.#options.onUnsaved();
  }

  #closedByServer(reason: string): void {
    const { code, remedy } = remedyFor(reason, this.#intents.length > 0);
    const { log } = this.#options;
    this.detach();
    switch (remedy) {
      case 'discard':
        log(this.#intents.length > 0 ? 'warn' : 'info', this.#intents.length > 0 ? code : 'region_reloaded', { region: this.key });
        this.#renew(code === 'edit_incomplete' ? 'reload' : this.#merged ? 'merged' : 'refused', code);
        return;
      case 'pass':
        this.#options.forgetPass();
        log('info', code, { region: this.key });
        this.#pause();
        return;
      case 'epoch':
        log('info', code, { region: this.key });
        this.#pause(EPOCH_WAIT_MS);
        return;
      case 'gone':
      case 'later':
        log('warn', 'region_failed', { region: this.key, code });
        this.#pause();
        return;
      default:
        return remedy satisfies never;
    }
  }

  /** Throws the document away, with its local copy, and opens a fresh one; legal intents follow. */
  #renew(why: 'refused' | 'merged' | 'reload', code?: ErrorCode): void {
    const { again, dropped } = afterClose([...this.#replay, ...this.#intents], why);
    this.#replay = again;
    this.#intents = [];
    if (dropped.length > 0 && code) this.#options.log('warn', code, { region: this.key, note: dropped[0]?.edit.key ?? '' });
    this.#dropProvider();
    const [copy, doc] = [this.#copy, this.#doc];
    this.#copy = null;
    this.#doc = new Y.Doc();
    this.#ready = false;
    this.#loading = true;
    doc.destroy();
    this.#options.onUnsaved();
    const begin = async (): Promise<void> => {
      await copy?.erase();
      if (!this.#destroyed) await this.#load();
    };
    void begin();
  }

  #dropProvider(): void {
    this.detach();
    this.#provider?.destroy();
    this.#provider = null;
  }

  #pause(ms?: number): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#options.requestAttach();
    }, ms ?? this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, PAUSE_MAX_MS);
  }

  #write(edits: readonly Edit[]): void {
    const { places, ties } = regionOf(this.#doc);
    this.#doc.transact(() => {
      for (const edit of edits) {
        if (edit.root === 'places') places.set(edit.key, edit.value);
        else if (edit.value === null) ties.delete(edit.key);
        else ties.set(edit.key, edit.value);
      }
    }, this);
  }

  #others(awareness: Awareness): OthersPresence {
    const others = new Map<number, Presence>();
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue;
      const presence = Presence.safeParse(state);
      if (presence.success) others.set(client, presence.data);
    }
    return others;
  }
}
