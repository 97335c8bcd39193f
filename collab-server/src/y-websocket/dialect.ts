import type { WebSocketLike } from '@hocuspocus/server';
import { isErrorCode } from '@oto/schema/contract/errors';
import { closeCode } from '../document/refusal.ts';
import type { Dialect } from '../socket/dialect.ts';
import type { Room } from '../socket/path.ts';
import type { SocketSession } from '../socket/session.ts';
import { Echo } from './echo.ts';
import { addressed, passFrame, permissionDenied, readIncoming, STILL_HERE, translateOutgoing } from './message.ts';

/** Closes after which a client does well to connect again: Hocuspocus' "reset connection". */
const RESET = 4205;

/**
 * The plain y-websocket protocol: one document a socket, its pass in the address. To Hocuspocus it
 * is one more connection, so loading, authentication, firewall, journal and presence are the same.
 */
export function yWebsocket({ document, token }: Room, session: SocketSession, outlet: WebSocketLike): Dialect {
  const echo = new Echo();
  let isOver = false;
  const end = (reason: string) => {
    isOver = true;
    const code = isErrorCode(reason) ? closeCode(reason) : RESET;
    if (code >= 4400) outlet.send(permissionDenied(reason));
    outlet.close(code, reason);
  };
  session.open(document);
  return {
    outlet: {
      get readyState() {
        return outlet.readyState;
      },
      send(data) {
        if (isOver || !(data instanceof Uint8Array)) return;
        const outgoing = translateOutgoing(data);
        switch (outgoing.kind) {
          case 'send':
            if (!(outgoing.update && echo.returns(outgoing.update))) outlet.send(outgoing.message);
            return;
          case 'end':
            end(outgoing.reason);
            return;
          case 'accepted':
            session.accepted(document);
            return;
          case 'nothing':
            return;
          default:
            outgoing satisfies never;
        }
      },
      close: (code, reason) => outlet.close(code, reason),
    },
    first: [passFrame(document, token)],
    read(message) {
      const incoming = readIncoming(message);
      if (!incoming) return 'edit_malformed';
      if (!session.spend(document)) return 'too_many_requests';
      if (incoming.update) echo.sent(incoming.update);
      return addressed(document, message);
    },
    ping(socket) {
      socket.send(STILL_HERE);
      // A client without presence says nothing by itself; every WebSocket answers this.
      socket.ping();
    },
  };
}
