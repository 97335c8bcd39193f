import { WebSocket, type RawData } from 'ws';
import type { Door } from '../http/door.ts';
import { messageOf, previewOf, type Message, type Preview } from './message.ts';

export type Heard =
  | Message
  | { readonly type: 'preview'; readonly preview: Preview }
  | { readonly type: 'quiet' }
  | { readonly type: 'cut' };

export type Socket = {
  /** The next message; `quiet` after `waitMs` without one; `cut` once the connection has ended and all is told. */
  next(waitMs: number): Promise<Heard>;
  [Symbol.dispose](): void;
};

const HANDSHAKE_MS = 5000;
const FRAME_MOST = 16_000_000;
/** More than this unheard, and the rest is asked for instead. */
const PENDING_MOST = 2000;

/** Listens to what the server tells of the prompts of `client`. Null when no socket can be had. */
export async function openSocket(door: Door, client: string, signal: AbortSignal): Promise<Socket | null> {
  const url = `${door.base.replace(/^http/u, 'ws')}/ws?clientId=${encodeURIComponent(client)}`;
  const socket = new WebSocket(url, {
    headers: { ...door.headers },
    handshakeTimeout: HANDSHAKE_MS,
    maxPayload: FRAME_MOST,
    perMessageDeflate: false,
  });
  const opened = Promise.withResolvers<boolean>();
  const pending: Heard[] = [];
  let ended = false;
  let wake: (() => void) | null = null;
  const end = (): void => {
    ended = true;
    opened.resolve(false);
    wake?.();
  };
  const leave = (): void => socket.terminate();
  socket.on('open', () => opened.resolve(true));
  socket.on('error', end);
  socket.on('close', end);
  socket.on('message', (data, binary) => {
    const heard = heardOf(data, binary);
    if (heard === null) return;
    // Of previews the newest is enough.
    if (heard.type === 'preview' && pending.at(-1)?.type === 'preview') pending.pop();
    pending.push(heard);
    if (pending.length > PENDING_MOST) socket.terminate();
    wake?.();
  });
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  const dispose = (): void => {
    signal.removeEventListener('abort', leave);
    socket.terminate();
  };
  if (!(await opened.promise)) {
    dispose();
    return null;
  }
  return {
    next: async (waitMs) => {
      if (pending.length === 0 && !ended) {
        const woken = Promise.withResolvers<void>();
        const timer = setTimeout(woken.resolve, waitMs);
        wake = woken.resolve;
        await woken.promise;
        wake = null;
        clearTimeout(timer);
      }
      return pending.shift() ?? { type: ended ? 'cut' : 'quiet' };
    },
    [Symbol.dispose]: dispose,
  };
}

function heardOf(data: RawData, binary: boolean): Heard | null {
  const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
  if (!binary) return messageOf(bytes.toString());
  const preview = previewOf(bytes);
  return preview === null ? null : { type: 'preview', preview };
}
