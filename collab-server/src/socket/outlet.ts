import type { WebSocketLike } from '@hocuspocus/server';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { SharedFrame } from '../fanout/shared-frame.ts';

/** A reader that would fall behind by more bytes is cut, so that it cannot fill our memory. */
export const BUFFERED_MAX = 4 * 1024 * 1024;

export type Outlet = Pick<WebSocket, 'readyState' | 'OPEN' | 'bufferedAmount' | 'extensions' | 'close' | 'terminate'> & {
  send(data: Uint8Array): void;
};
/** The connection under the WebSocket. */
export type Wire = Pick<Duplex, 'writable' | 'writableLength'> & { write(frame: Uint8Array): boolean };

/** What all sockets of a server are written to through: they share frames and are watched for falling behind. */
export class Outlets {
  readonly #frames = new SharedFrame();
  readonly #onCut: (buffered: number) => void;
  #cut = 0;
  #bufferedMax = 0;

  /** `onCut` is told how many bytes a slow reader had waiting. */
  constructor(onCut: (buffered: number) => void) {
    this.#onCut = onCut;
  }

  /** Since the start: readers cut, and the most bytes that ever waited for one reader in this process. */
  get figures(): { readonly cut: number; readonly bufferedMax: number } {
    return { cut: this.#cut, bufferedMax: this.#bufferedMax };
  }

  /** What Hocuspocus writes to. */
  of(socket: Outlet, wire: Wire): WebSocketLike {
    return new Reader(this, socket, wire);
  }

  /**
   * A frame that others get too goes straight to the wire. That is sound only between whole frames:
   * with no extension, when `ws` writes each frame at once and holds nothing back.
   */
  send(data: Uint8Array, socket: Outlet, wire: Wire, isPlain: boolean): void {
    const buffered = isPlain ? wire.writableLength : socket.bufferedAmount;
    if (buffered > 0 && !this.#fits(socket, buffered, data.byteLength)) return;
    const frame = isPlain && wire.writable ? this.#frames.take(data) : null;
    if (frame) wire.write(frame);
    else socket.send(data);
  }

  #fits(socket: Outlet, buffered: number, size: number): boolean {
    const fits = buffered + size <= BUFFERED_MAX;
    this.#bufferedMax = Math.max(this.#bufferedMax, fits ? buffered + size : buffered);
    if (fits) return true;
    this.#cut++;
    this.#onCut(buffered);
    socket.terminate();
    return false;
  }
}

/** A class, not a literal: a literal with accessors would give each of a thousand readers a shape of its own. */
class Reader implements WebSocketLike {
  readonly #outlets: Outlets;
  readonly #socket: Outlet;
  readonly #wire: Wire;
  readonly #isPlain: boolean;

  constructor(outlets: Outlets, socket: Outlet, wire: Wire) {
    this.#outlets = outlets;
    this.#socket = socket;
    this.#wire = wire;
    this.#isPlain = socket.extensions === '';
  }

  get readyState(): number {
    return this.#socket.readyState;
  }

  send(data: Parameters<WebSocketLike['send']>[0]): void {
    if (this.#socket.readyState !== this.#socket.OPEN || !(data instanceof Uint8Array)) return;
    this.#outlets.send(data, this.#socket, this.#wire, this.#isPlain);
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }
}
