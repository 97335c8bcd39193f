import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Check } from '../check.ts';

/** Of /proc/net/tcp: a socket that waits for connections. */
const LISTENING = '0A';
const LOOPBACK = /^(?:0100007F|00000000000000000000000001000000|0000000000000000FFFF00000100007F)$/;

/** What each service really listens to, by its process. */
export const ports: Check = {
  name: 'Open ports',
  run: async ({ stack }) => {
    const all = [...stack.replicas.api, ...stack.replicas.collab, ...stack.replicas.worker];
    const processes = [...all.map((one) => [one.name, one.pid()] as const), ['postgres', stack.postgres?.pid()] as const];
    const how = 'every listening socket of every process of a local run, by its file descriptors';
    const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')));
    if (tables.every((table) => table === ''))
      return { tried: 0, how, result: 'unknown', problems: [], missing: 'this system has no /proc/net' };
    const listening = new Map<string, string>();
    for (const line of tables.flatMap((table) => table.split('\n').slice(1))) {
      const fields = line.trim().split(/\s+/);
      if (fields[3] === LISTENING && fields[1] !== undefined && fields[9] !== undefined) listening.set(fields[9], fields[1]);
    }
    const problems: string[] = [];
    const found: string[] = [];
    let tried = 0;
    const expected: Readonly<Record<string, number>> = { api: 1, collab: 1, worker: 0, postgres: 1 };
    for (const [name, pid] of processes) {
      if (pid === undefined) {
        problems.push(`${name} has no process to look at`);
        continue;
      }
      const inodes = await Promise.all((await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
      const addresses = new Set(inodes.flatMap((inode) => listening.get(/^socket:\[(\d+)\]$/.exec(inode)?.[1] ?? '') ?? []));
      tried += inodes.length;
      for (const address of addresses) if (!LOOPBACK.test(address.split(':')[0] ?? '')) problems.push(`${name} listens beyond loopback`);
      const own = new Set([...addresses].map((address) => address.split(':')[1]));
      found.push(`${name} ${own.size}`);
      // The api's second is the stand-in of the payment provider, which a local run has and a host has not.
      const most = (expected[name] ?? 1) + (name === 'api' ? 1 : 0);
      if (own.size > most) problems.push(`${name} listens to ${own.size} ports`);
    }
    return { tried, how, result: `ports, all on loopback: ${found.join(', ')}`, problems };
  },
};
