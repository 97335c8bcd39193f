import type { Edit } from '@oto/client/net/intent-log';
import type { NetLogCode } from '@oto/client/net/net-log';
import { pacedQueue, SENDING_PACE } from '@oto/client/net/paced-queue';
import { passKeeper } from '@oto/client/net/pass-keeper';
import { RegionLink } from '@oto/client/net/region-link';
import { openTileSocket, type TileSocket } from '@oto/client/net/tile-socket';
import { ATLAS_EPOCH } from '@oto/schema/board/document-name';
import type { Region } from '@oto/schema/board/roots';
import type { Pass } from '@oto/schema/contract/identity';
import { plotKey, tileOf, type Plot } from '@oto/schema/geometry/lattice';
import * as Y from 'yjs';
import { EditLog, type LoggedEdit } from './edit-log.ts';

export type WriterOptions = {
  readonly url: string;
  readonly member: string;
  readonly plot: Plot;
  readonly fetchPass: () => Promise<Pass>;
  readonly onAcked: (writer: Writer, edit: LoggedEdit) => void;
};

/** One member's browser on one plot, without the drawing: the product's own sockets, reconnection and log of edits. */
export class Writer {
  readonly plot: Plot;
  readonly log: EditLog;
  /** Times that the server refused an edit. Of honest edits: none. */
  refused = 0;
  readonly troubles = new Map<NetLogCode, number>();
  readonly #socket: TileSocket;
  readonly #link: RegionLink;
  #region: Region | null = null;

  constructor(options: WriterOptions) {
    const { url, member, plot, fetchPass, onAcked } = options;
    this.plot = plot;
    this.log = new EditLog((edit) => onAcked(this, edit));
    const pass = passKeeper(fetchPass);
    const credentials = { token: () => pass.token(), forgetPass: () => pass.forget() };
    const attach = () => {
      if (this.#socket.state === 'up') this.#link.attach(this.#socket.socket);
    };
    const sending = pacedQueue((key) => {
      this.#socket.hurry();
      if (this.#link.sendNext()) sending.add(key);
    }, SENDING_PACE);
    this.#link = new RegionLink({
      plot,
      epoch: 0,
      ...credentials,
      copies: { store: this.log, owner: member },
      requestAttach: attach,
      onAnswered: () => undefined,
      requestSend: () => sending.add(plotKey(plot)),
      onReady: (region) => (this.#region = region),
      onPresence: () => undefined,
      onLight: () => undefined,
      onCounted: () => undefined,
      onUnsaved: () => undefined,
      onRefused: () => this.refused++,
      log: (level, code) => {
        if (level !== 'info') this.troubles.set(code, (this.troubles.get(code) ?? 0) + 1);
      },
    });
    const followAtlas = (): void => {
      const atlas = this.#socket.plots.get(plotKey(plot));
      if (atlas && atlas.e > this.#link.epoch) this.#link.reopen(atlas.e);
    };
    this.#socket = openTileSocket({
      tile: tileOf(plot),
      page: url,
      epoch: ATLAS_EPOCH,
      token: credentials.token,
      onState: (state) => (state === 'up' ? attach() : this.#link.detach()),
      onAtlas: followAtlas,
      onPlots: followAtlas,
      onRefused: () => credentials.forgetPass(),
    });
  }

  get isReady(): boolean {
    return this.#link.isReady;
  }

  /** Connected, and nothing of ours is on its way. */
  get isSettled(): boolean {
    return this.#link.isSynced && this.#link.unsaved === 0;
  }

  get unsaved(): number {
    return this.#link.unsaved;
  }

  get epoch(): number {
    return this.#link.epoch;
  }

  /** Null until the region has been read once. */
  get region(): Region | null {
    return this.#region;
  }

  get doc(): Y.Doc | null {
    return this.#region?.places.doc ?? null;
  }

  /** The state vector, as text. */
  get clocks(): string {
    const clocks = this.doc === null ? [] : [...Y.decodeStateVector(Y.encodeStateVector(this.doc))];
    return clocks
      .toSorted(([a], [b]) => a - b)
      .map(([client, clock]) => `${client}:${clock}`)
      .join(' ');
  }

  edit(edit: Edit): void {
    this.#link.edit([edit]);
  }

  leave(): void {
    this.#link.destroy();
    this.#socket.destroy();
  }
}
