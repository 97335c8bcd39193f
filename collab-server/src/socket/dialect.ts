import { MessageType, type WebSocketLike } from '@hocuspocus/server';
import { createDecoder, readVarString } from 'lib0/decoding';
import type { WebSocket } from 'ws';
import type { Reading, SocketSession } from './session.ts';

/** How one endpoint speaks over its sockets; Hocuspocus hears and says only its own protocol. */
export type Dialect = {
  /** What Hocuspocus writes to. */
  readonly outlet: WebSocketLike;
  /** Frames to hand to Hocuspocus as soon as the socket is open. */
  readonly first: readonly Uint8Array[];
  /** The frame to hand to Hocuspocus, or what to do instead. */
  read(frame: Uint8Array): Uint8Array | Exclude<Reading, 'pass'>;
  /** Says that the connection lives, since clients reconnect after 30 s of silence, and asks for an answer. */
  ping(socket: Pick<WebSocket, 'send' | 'ping'>): void;
};

const PING = Uint8Array.of(MessageType.Ping);

/** Kinds of Hocuspocus' authentication message that a server writes. */
const PERMISSION_DENIED = 1;
const AUTHENTICATED = 2;

/** Hocuspocus' own protocol: many documents over one socket. */
export function multiplexed(session: SocketSession, outlet: WebSocketLike): Dialect {
  return {
    outlet: new NotingOutlet(session, outlet),
    first: [],
    read(frame) {
      const reading = session.read(frame);
      return reading === 'pass' ? frame : reading;
    },
    ping: (socket) => socket.send(PING),
  };
}

/** A class, not a literal with accessors, so that a broadcast meets one shape and not one a socket. */
class NotingOutlet implements WebSocketLike {
  readonly #session: SocketSession;
  readonly #outlet: WebSocketLike;

  constructor(session: SocketSession, outlet: WebSocketLike) {
    this.#session = session;
    this.#outlet = outlet;
  }

  get readyState(): number {
    return this.#outlet.readyState;
  }

  send(data: Parameters<WebSocketLike['send']>[0]): void {
    if (!(data instanceof Uint8Array)) return;
    note(this.#session, data);
    this.#outlet.send(data);
  }

  close(code?: number, reason?: string): void {
    this.#outlet.close(code, reason);
  }
}

/** Learns from what Hocuspocus says which documents are open. Sound names are shorter than 128 bytes: one byte of length. */
function note(session: SocketSession, frame: Uint8Array): void {
  const at = 1 + (frame[0] ?? 0);
  const type = frame[at];
  if (type !== MessageType.Auth && type !== MessageType.CLOSE) return;
  const document = readVarString(createDecoder(frame));
  if (type === MessageType.CLOSE || frame[at + 1] === PERMISSION_DENIED) session.left(document);
  else if (frame[at + 1] === AUTHENTICATED) session.accepted(document);
}
