import { HocuspocusProvider, HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { newClientId } from '@oto/schema/board/client-id';
import { REQUEST_ID_HEADER } from '@oto/schema/contract/request-id';

export type BoardPlace = {
  /** ws://host:port of the collab server. */
  readonly collabUrl: string;
  readonly tile: string;
  readonly document: string;
  /** Of the request that asked for the work. */
  readonly requestId?: string | undefined;
};

export type Connection = {
  readonly provider: HocuspocusProvider;
  readonly document: Y.Doc;
  /** Whether the socket is open. */
  isUp(): boolean;
  close(): void;
};

/** `${collabUrl}/collab/t/${tile}`: the proxy routes a tile's documents to one replica. */
export function tileUrl(place: BoardPlace): string {
  return `${place.collabUrl.replace(/\/+$/u, '')}/collab/t/${encodeURIComponent(place.tile).replaceAll('%2C', ',')}`;
}

/** One socket and one document. It reconnects by itself until `close`, which leaves the board at once. */
export function connect(place: BoardPlace, token: () => Promise<string>): Connection {
  const document = new Y.Doc();
  document.clientID = newClientId();
  const socket = new HocuspocusProviderWebsocket({
    url: tileUrl(place),
    WebSocketPolyfill: namedBy(place.requestId),
    delay: 300,
    minDelay: 100,
    maxDelay: 4000,
  });
  const provider = new HocuspocusProvider({ websocketProvider: socket, name: place.document, document, token });
  provider.attach();
  return {
    provider,
    document,
    isUp: () => socket.status === WebSocketStatus.Connected,
    close: () => {
      provider.destroy();
      socket.destroy();
      document.destroy();
    },
  };
}

/** Its upgrade says for whom it is. */
function namedBy(requestId: string | undefined): new (address: string | URL) => WebSocket {
  return class extends WebSocket {
    constructor(address: string | URL) {
      super(address, requestId === undefined ? {} : { headers: { [REQUEST_ID_HEADER]: requestId } });
      // The provider listens no more when it closes a socket that still connects, which then tells an error: unheard, it ends the process.
      this.on('error', () => undefined);
    }
  };
}
