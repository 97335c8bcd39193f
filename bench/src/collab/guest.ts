import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { newClientId } from '@oto/schema/board/client-id';

/** A person at the board, with the provider that the client uses: a socket, a document, a presence. */
export type Guest = { readonly doc: Y.Doc; readonly awareness: Awareness; readonly provider: HocuspocusProvider; leave(): void };

/** Resolves when the document has arrived; an empty pass is a watcher's. */
export async function enter(url: string, region: string, pass: string): Promise<Guest> {
  const socket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: WebSocket });
  const doc = new Y.Doc();
  doc.clientID = newClientId();
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const arrived = Promise.withResolvers<void>();
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: region,
    document: doc,
    awareness,
    token: pass,
    onSynced: () => arrived.resolve(),
    onAuthenticationFailed: ({ reason }) => arrived.reject(new Error(reason)),
    onClose: ({ event }) => arrived.reject(new Error(`closed: ${event.reason}`)),
  });
  provider.attach();
  await arrived.promise;
  return {
    doc,
    awareness,
    provider,
    leave() {
      provider.destroy();
      socket.destroy();
    },
  };
}
