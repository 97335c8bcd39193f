import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'node:tls';
import { brotliCompressSync } from 'node:zlib';
import { freePort } from '../../network/free-port.ts';
import { findCommand } from '../command.ts';

/** Caddy with the repository's own file, as the host `localhost`, on free ports of loopback. */
export type Caddy = {
  readonly https: number;
  readonly http: number;
  readonly inner: number;
  /** Lines of its access log so far. */
  accessLog(): Promise<string>;
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 20_000;
export const ASSET = 'export const board = "everybody’s";\n';

export async function startCaddy(
  root: string,
  upstreams: { readonly api: readonly number[]; readonly collab: readonly number[] },
): Promise<Caddy> {
  const command = findCommand('caddy');
  if (command === null) throw new Error('caddy is not installed');
  const home = await mkdtemp(join(tmpdir(), 'oto-caddy-'));
  await mkdir(join(home, 'client/assets'), { recursive: true });
  await writeFile(join(home, 'client/assets/board-abcdefgh.js'), ASSET);
  await writeFile(join(home, 'client/assets/board-abcdefgh.js.br'), brotliCompressSync(ASSET));
  const [https, http, inner, health] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const hosts = (ports: readonly number[]) => ports.map((port) => `127.0.0.1:${port}`).join(' ');
  const accessLog = join(home, 'access.log');
  const child = spawn(command, ['run', '--adapter', 'caddyfile', '--config', join(root, 'ops/caddy/Caddyfile')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      HOME: home,
      XDG_DATA_HOME: home,
      XDG_CONFIG_HOME: home,
      CADDY_ADMIN: 'off',
      OTO_DOMAIN: 'localhost',
      OTO_HTTPS_PORT: String(https),
      OTO_HTTP_PORT: String(http),
      OTO_INNER_PORT: String(inner),
      OTO_HEALTH_PORT: String(health),
      OTO_API: hosts(upstreams.api),
      OTO_COLLAB: hosts(upstreams.collab),
      OTO_ACCESS_LOG: accessLog,
      OTO_CLIENT: join(home, 'client'),
      OTO_PAGES: join(root, 'ops/caddy/pages'),
      // Short, so that a slow client need not be waited for.
      OTO_READ_HEADER: '1s',
      OTO_READ_BODY: '3s',
      OTO_WRITE: '6s',
      OTO_TRY: '1s',
    },
  });
  const ended = once(child, 'exit');
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  const until = Date.now() + READY_WITHIN_MS;
  const isUp = async () => {
    const isServing = await fetch(`http://127.0.0.1:${health}/`).then(
      (answer) => answer.ok,
      () => false,
    );
    return isServing && (await hasCertificate(https));
  };
  while (!(await isUp())) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`caddy did not come up:\n${Buffer.concat(output).toString()}`);
    }
    await delay(50);
  }
  return { https, http, inner, accessLog: () => readFile(accessLog, 'utf8').catch(() => ''), stop };
}

/** It listens before its certificate is made, and refuses every handshake until then. */
function hasCertificate(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', servername: 'localhost', port, rejectUnauthorized: false });
    const settle = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('secureConnect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.setTimeout(1000, () => settle(false));
  });
}
