import { createServer } from 'node:net';

/** The first unused TCP port of `host` from `from` upwards; with 0, any unused one. Throws after 50 tries. */
export async function freePort(from = 0, host = '127.0.0.1'): Promise<number> {
  for (let port = from; port <= from + 50; port++) {
    const found = await tryPort(port, host);
    if (found !== null) return found;
  }
  throw new Error(`no free port between ${from} and ${from + 50}`);
}

function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}
