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

  /**
   * What Hocuspocus writes to. A frame that others get too goes straight to the wire, which is sound
   * only between whole frames: with no extension, and while `socket` holds nothing back itself.
   */
  of(socket: Outlet, wire: Wire): WebSocketLike {
    const isPlain = socket.extensions === '';
    return {
      get readyState() {
        return socket.readyState;
      },
      send: (data) => {
        if (socket.readyState !== socket.OPEN || !(data instanceof Uint8Array)) return;
        const buffered = socket.bufferedAmount;
        if (buffered > 0 && !this.#fits(socket, buffered, data.byteLength)) return;
        const frame = isPlain && wire.writable && wire.writableLength === buffered ? this.#frames.take(data) : null;
        if (frame) wire.write(frame);
        else socket.send(data);
      },
      close: (code, reason) => socket.close(code, reason),
    };
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
