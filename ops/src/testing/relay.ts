import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a database that can swallow what is said on it, as a network does that has lost a connection and tells neither side. */
export async function relay(databaseUrl: string) {
  const to = new URL(databaseUrl);
  const pairs: (readonly [Socket, Socket])[] = [];
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const socket of [near, far]) {
      socket.on('error', () => undefined);
      socket.on('close', () => (socket === near ? far : near).destroy());
    }
    near.pipe(far);
    far.pipe(near);
    pairs.push([near, far]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  return {
    url: url.href,
    /** Nothing comes through on the connections that there are; new ones are as before. */
    swallow(): void {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      for (const pair of pairs) for (const socket of pair) socket.destroy();
    },
  };
}
