import type { WebSocketLike } from '@hocuspocus/server';

/** A reader that falls behind by this many bytes is cut, so that it cannot fill our memory. */
export const BUFFERED_MAX = 4 * 1024 * 1024;

export type Outlet = {
  readonly readyState: number;
  readonly OPEN: number;
  readonly bufferedAmount: number;
  send(data: Uint8Array): void;
  close(code?: number, reason?: string): void;
  terminate(): void;
};

/** What Hocuspocus writes to. `onCut` is told how much a slow reader had waiting. */
export function outletOf(socket: Outlet, onCut: (buffered: number) => void): WebSocketLike {
  return {
    get readyState() {
      return socket.readyState;
    },
    send(data) {
      if (socket.readyState !== socket.OPEN || !(data instanceof Uint8Array)) return;
      if (socket.bufferedAmount <= BUFFERED_MAX) {
        socket.send(data);
        return;
      }
      onCut(socket.bufferedAmount);
      socket.terminate();
    },
    close: (code, reason) => socket.close(code, reason),
  };
}
