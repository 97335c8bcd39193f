import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** A TCP line to a server that can be cut, refused, or go dead without a word, as a network does. */
export async function lossyWire(port: number) {
  const pairs = new Set<readonly [Socket, Socket]>();
  let isUp = true;
  let isDead = false;
  const wire = createServer((near) => {
    if (!isUp) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (data) => void (isDead || to.write(data)));
      from.on('error', () => undefined);
      from.on('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
    }
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  const cut = (): void => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    page: `http://127.0.0.1:${(wire.address() as AddressInfo).port}/`,
    cut,
    down(): void {
      isUp = false;
      cut();
    },
    up(): void {
      isUp = true;
      isDead = false;
    },
    /** Takes everything and passes nothing on. */
    goDead(): void {
      isDead = true;
    },
    close(): void {
      wire.close();
      cut();
    },
  };
}
