import { once } from 'node:events';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Id } from '@oto/schema/base/id';
import { regionOf } from '@oto/schema/board/roots';
import { sharedNow } from './clock.ts';
import { hello, PING, PONG, updateFrame } from './frame.ts';

/** Someone who moves notes over a bare socket, so that any server can be sent the same bytes. */
export class Writer {
  readonly #socket: WebSocket;
  readonly #doc = new Y.Doc();
  readonly #region: string;

  /** Resolves when the socket is open; with `pass` null it does not introduce itself. */
  static async open(url: string, region: string, pass: string | null): Promise<Writer> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, 'open');
    if (pass !== null) for (const frame of hello(region, pass)) socket.send(frame);
    return new Writer(socket, region);
  }

  private constructor(socket: WebSocket, region: string) {
    this.#socket = socket;
    this.#region = region;
    socket.on('message', (data: Buffer) => {
      if (data.length === 1 && data[0] === PING) socket.send(PONG);
    });
    this.#doc.on('update', (update: Uint8Array) => socket.send(updateFrame(region, update)));
  }

  /** Moves one note; `order`, its stacking order, is the edit's number. When it was sent. */
  move(note: Id, order: number): number {
    if (this.#socket.readyState !== WebSocket.OPEN) throw new Error(`${this.#region} was closed`);
    const at = sharedNow();
    regionOf(this.#doc).places.set(note, [(order % 3_000) - 1_500, (order % 1_700) - 850, 0, order]);
    return at;
  }

  close(): void {
    this.#socket.terminate();
    this.#doc.destroy();
  }
}
