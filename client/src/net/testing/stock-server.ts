import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hocuspocus, type Configuration } from '@hocuspocus/server';
import { WebSocketServer } from 'ws';

/** Stock Hocuspocus on a free port of this machine. Unlike Hocuspocus' own server it takes up the subprotocol that is offered. */
export async function stockServer(configuration: Partial<Configuration>) {
  const hocuspocus = new Hocuspocus({ quiet: true, ...configuration });
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket) => {
    const connection = hocuspocus.handleConnection(socket, new Request('http://stock/'));
    socket.on('message', (data: Buffer) => connection.handleMessage(new Uint8Array(data)));
    socket.on('close', (code, reason) => connection.handleClose({ code, reason: reason.toString() }));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    hocuspocus,
    port: (http.address() as AddressInfo).port,
    /** Ends every socket that is open, saying why. */
    endAll(reason: string): void {
      for (const socket of sockets.clients) socket.close(4503, reason);
    },
    async destroy(): Promise<void> {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      http.close();
      hocuspocus.flushPendingStores();
      await hocuspocus.hooks('onDestroy', { instance: hocuspocus });
    },
  };
}
