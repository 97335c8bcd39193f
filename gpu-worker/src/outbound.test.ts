import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { API_TOKEN, apiStandIn } from './api/testing/api-stand-in.ts';
import { claim, claimStep } from './api/testing/claim.ts';

/** State of a socket that listens, as the kernel writes it. */
const LISTENS = '0A';

/** Sockets of a process that others can connect to, by the kernel's own tables; and how many it has in all. */
function socketsOf(pid: number): { readonly all: number; readonly open: readonly string[] } {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const target = ((): string => {
        try {
          return readlinkSync(`/proc/${pid}/fd/${fd}`);
        } catch {
          // Closed since the folder was read.
          return '';
        }
      })();
      return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
    }),
  );
  const rows = ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((row) => row.trim().split(/\s+/))
      .filter((fields) => inodes.has(fields[9] ?? ''))
      .map(([, local = '', peer = '', state = '']) => ({ table, local, peer, state })),
  );
  // UDP knows no state; one without a peer takes whatever comes.
  const open = rows.filter(({ table, peer, state }) => (table.startsWith('tcp') ? state === LISTENS : /^0+:0000$/.test(peer)));
  return { all: rows.length, open: open.map(({ table, local }) => `${table} ${local}`) };
}

test.skipIf(process.platform !== 'linux')('a worker calls out and lets nobody in, idle or at work', async () => {
  await using server = await apiStandIn();
  const worker = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    stdio: 'ignore',
    env: {
      API_URL: server.url,
      COLLAB_URL: 'ws://127.0.0.1:9',
      WORKER_TOKEN: API_TOKEN,
      WORKER_NAME: 'outbound-test',
      OTO_TEXT_PACE_MS: '300',
      OTO_WORKER_DRAIN_MS: '0',
    },
  });
  const ended = once(worker, 'exit');
  // The stand-in listens in this very process: a door is seen where there is one.
  expect(socketsOf(process.pid).open).not.toEqual([]);
  try {
    const patient = { timeout: 40_000, interval: 20 };
    await vi.waitFor(() => expect(server.state.claims.length).toBeGreaterThan(0), patient);
    const pid = worker.pid ?? 0;
    expect(socketsOf(pid).open).toEqual([]);
    server.state.queue.push(claim({ steps: [claimStep({ engine: 'oto-plume' })] }));
    await vi.waitFor(() => expect(server.state.progress.length).toBeGreaterThan(0), patient);
    const atWork = socketsOf(pid);
    expect(server.state.finishes).toEqual([]);
    // It has connections, so the tables were read rightly; none of them is a door.
    expect(atWork.all).toBeGreaterThan(0);
    expect(atWork.open).toEqual([]);
    expect(server.state.violations).toEqual([]);
  } finally {
    worker.kill('SIGKILL');
    await ended;
  }
});
