import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * The two sides of wall.sh. `listen` opens ports on every address of its network; `from-outside` tries them
 * and writes what it found as one JSON line.
 */
const PORTS = { http: 80, https: 443, ssh: 22, database: 5432, metrics: 9100 } as const;
const HOSTS = ['192.0.2.1', '2001:db8::1'] as const;
/** What is to answer is waited for until then; what stays silent this long is dropped. */
const ANSWER_MS = 20_000;
const SILENCE_MS = 900;
/** More than the burst of the ssh rule. */
const STORM = 14;

async function listen(): Promise<void> {
  for (const port of Object.values(PORTS)) {
    const server = createServer((socket) => socket.on('error', () => socket.destroy()).end('oto'));
    server.listen(port, '::');
    await once(server, 'listening');
  }
  await delay(60_000);
}

/** Whether a connection to the port is made within `ms`. */
async function answers(host: string, port: number, ms: number): Promise<boolean> {
  const socket = connect({ host, port });
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(ms) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function eventually(host: string, port: number): Promise<boolean> {
  for (const end = Date.now() + ANSWER_MS; Date.now() < end; await delay(50)) if (await answers(host, port, SILENCE_MS)) return true;
  return false;
}

async function fromOutside(): Promise<void> {
  const found: Record<string, Record<string, boolean>> = {};
  const storms: Record<string, number> = {};
  for (const host of HOSTS) {
    found[host] = {
      http: await eventually(host, PORTS.http),
      https: await eventually(host, PORTS.https),
      // Once, and patiently: each attempt is counted.
      ssh: await answers(host, PORTS.ssh, ANSWER_MS),
      database: await answers(host, PORTS.database, SILENCE_MS),
      metrics: await answers(host, PORTS.metrics, SILENCE_MS),
    };
    const storm = await Promise.all(Array.from({ length: STORM }, () => answers(host, PORTS.ssh, SILENCE_MS)));
    storms[host] = storm.filter(Boolean).length;
  }
  process.stdout.write(`${JSON.stringify({ found, storms })}\n`);
}

await (process.argv[2] === 'listen' ? listen() : fromOutside());
process.exit(0);
