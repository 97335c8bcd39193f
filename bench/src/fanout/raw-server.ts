import { WebSocketServer } from 'ws';

/** The least a server can do: every message to every socket, as `ws` does it. */
const server = new WebSocketServer({ port: Number(process.argv[2]), host: '127.0.0.1', perMessageDeflate: false }, () =>
  process.send?.({ listening: true }),
);
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => {
    for (const reader of server.clients) reader.send(data, { binary: isBinary });
  });
});
