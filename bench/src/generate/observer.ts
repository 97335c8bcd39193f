import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { regionName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import { tileOf, type Plot } from '@oto/schema/geometry/lattice';

/** A watcher of one plot that notes when each finished note reached it (epoch ms). */
export type Observer = { readonly pinnedAt: ReadonlyMap<string, number>; close(): void };

export async function observe(url: string, plot: Plot): Promise<Observer> {
  const tile = tileOf(plot);
  const socket = new HocuspocusProviderWebsocket({
    url: `${url.replace('http', 'ws')}/collab/t/${tile.x},${tile.y}`,
    WebSocketPolyfill: WebSocket,
  });
  const document = new Y.Doc();
  const pinnedAt = new Map<string, number>();
  const { notes } = regionOf(document);
  notes.observe((event) => {
    for (const id of event.keysChanged) {
      const record = notes.get(id);
      if (record && record.j === undefined && !pinnedAt.has(id)) pinnedAt.set(id, Date.now());
    }
  });
  const provider = new HocuspocusProvider({ websocketProvider: socket, name: regionName(plot, 1), document, token: '' });
  const synced = new Promise<void>((resolve, reject) => {
    provider.on('synced', () => resolve());
    setTimeout(() => reject(new Error('the observer did not sync within 10 s')), 10_000).unref();
  });
  provider.attach();
  await synced;
  return {
    pinnedAt,
    close() {
      provider.destroy();
      socket.destroy();
    },
  };
}
