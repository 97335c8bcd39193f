import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { Stack } from '@oto/ops/local/stack';
import type { Lateness } from './probe.ts';

/** One process, or all of PostgreSQL's together, over one step. */
export type ProcessUse = {
  readonly name: string;
  /** Of one core, percent. */
  readonly cpu: number;
  readonly rssMb: number;
  /** The worst half second of the step; null where nothing measures it. */
  readonly lateMs: number | null;
  readonly files: number;
  readonly filesMax: number;
};
export type DatabaseUse = {
  readonly connections: number;
  readonly connectionsMax: number;
  readonly busy: number;
  readonly waits: Readonly<Record<string, number>>;
};
export type Use = { readonly processes: readonly ProcessUse[]; readonly database: DatabaseUse | null; readonly machineCpu: number };

/** `root`: whose children come and go; what those that have ended used is counted by it. */
type Named = { readonly name: string; readonly pids: readonly number[]; readonly root?: number };
/** Linux counts CPU in hundredths of a second for everybody outside. */
const TICKS = 100;
const EVERY_MS = 250;
/** The local gateway lives in the process that leads the run; who comes, in processes of their own. */
export const GATEWAY = 'gateway (and this script)';
export const PEOPLE = 'the people themselves';

/** Watches a run of ours from outside while a step lasts. */
export class Gauge {
  readonly #stack: Stack;
  readonly #pool: pg.Pool;
  readonly #folder: string;

  constructor(stack: Stack, pool: pg.Pool, folder: string) {
    this.#stack = stack;
    this.#pool = pool;
    this.#folder = folder;
  }

  /** Begins; what it answers ends the measurement. */
  async begin(): Promise<() => Promise<Use>> {
    const named = await this.#processes();
    const before = await Promise.all(named.map(ticksOf));
    const machine = machineTimes();
    const started = performance.now();
    const late = new Map<string, number>();
    const files = new Map<string, number>();
    const waits: Record<string, number> = {};
    let [connections, busy] = [0, 0];
    const ending = new AbortController();
    const watch = (async () => {
      while (!ending.signal.aborted) {
        for (const { name, pids } of named) {
          for (const pid of pids) {
            const told = await this.#lateness(pid);
            if (told !== null) late.set(name, Math.max(late.get(name) ?? 0, told.p99Ms));
            const count = await readdir(`/proc/${pid}/fd`).then(
              (list) => list.length,
              () => 0,
            );
            files.set(name, Math.max(files.get(name) ?? 0, count));
          }
        }
        const { rows } = await this.#pool.query<{ wait: string; state: string; count: number }>(
          `select case when state = 'active' then coalesce(wait_event_type, 'CPU') else '' end as wait, coalesce(state, '') as state, count(*)::int
             from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() group by 1, 2`,
        );
        connections = Math.max(
          connections,
          rows.reduce((sum, { count }) => sum + count, 0),
        );
        busy = Math.max(
          busy,
          rows.filter(({ state }) => state === 'active').reduce((sum, { count }) => sum + count, 0),
        );
        for (const { wait, count } of rows) if (wait !== '') waits[wait] = Math.max(waits[wait] ?? 0, count);
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
    })();
    watch.catch(() => undefined);
    return async () => {
      ending.abort();
      await watch;
      const seconds = (performance.now() - started) / 1000;
      const processes = await Promise.all(
        named.map(async (one, index): Promise<ProcessUse> => {
          const { name, pids } = one;
          return {
            name,
            cpu: Math.round((((await ticksOf(one)) - (before[index] ?? 0)) / TICKS / seconds) * 100),
            rssMb: Math.round(await rssOf(pids)),
            lateMs: late.has(name) ? Math.round(late.get(name) ?? 0) : null,
            files: files.get(name) ?? 0,
            filesMax: await filesMaxOf(pids[0]),
          };
        }),
      );
      const { rows } = await this.#pool.query<{ max: string }>(`select current_setting('max_connections') as max`);
      const now = machineTimes();
      const machineCpu = Math.round((1 - (now.idle - machine.idle) / Math.max(1, now.all - machine.all)) * 100);
      return { processes, machineCpu, database: { connections, connectionsMax: Number(rows[0]?.max), busy, waits } };
    };
  }

  async #processes(): Promise<readonly Named[]> {
    const { api, collab, worker } = this.#stack.replicas;
    const services = [...api, ...collab, ...worker].map((one): Named => ({
      name: one.name,
      pids: one.pid() === undefined ? [] : [one.pid() ?? 0],
    }));
    const root = this.#stack.postgres?.pid();
    const postgres = root === undefined ? [] : [{ name: 'PostgreSQL', pids: [root, ...(await childrenOf(root))], root }];
    const known = new Set([...services, ...postgres].flatMap(({ pids }) => pids));
    const people = (await childrenOf(process.pid)).filter((pid) => !known.has(pid));
    return [...services, ...postgres, { name: GATEWAY, pids: [process.pid] }, { name: PEOPLE, pids: people }];
  }

  async #lateness(pid: number): Promise<Lateness | null> {
    const text = await readFile(join(this.#folder, `${pid}.json`), 'utf8').catch(() => null);
    return text === null ? null : (JSON.parse(text) as Lateness);
  }
}

async function childrenOf(parent: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(async (pid) => ((await fieldsOf(Number(pid)))[1] === String(parent) ? [Number(pid)] : [])));
  return found.flat();
}

/** Of /proc/pid/stat what stands behind the name: state, parent, …; empty when the process is gone. */
async function fieldsOf(pid: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

async function ticksOf({ pids, root }: Named): Promise<number> {
  if (root === undefined) return (await Promise.all(pids.map(fieldsOf))).reduce((sum, fields) => sum + ticksIn(fields), 0);
  // The root last: a child that ends in between is counted twice rather than not at all.
  const children = await Promise.all((await childrenOf(root)).map(fieldsOf));
  return children.reduce((sum, fields) => sum + ticksIn(fields), ticksWithEnded(await fieldsOf(root)));
}

/** In user and system mode, of what /proc/pid/stat says. */
export function ticksIn(fields: readonly string[]): number {
  return (Number(fields[11]) || 0) + (Number(fields[12]) || 0);
}

/** The same with that of its children that have ended. */
export function ticksWithEnded(fields: readonly string[]): number {
  return ticksIn(fields) + (Number(fields[13]) || 0) + (Number(fields[14]) || 0);
}

async function rssOf(pids: readonly number[]): Promise<number> {
  // Of PostgreSQL's processes what they share is counted once: the largest.
  const all = await Promise.all(
    pids.map(async (pid) => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? 0)),
  );
  return Math.max(0, ...all) / 1024;
}

async function filesMaxOf(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/limits`, 'utf8').catch(() => '');
  return Number(/Max open files\s+(\d+)/.exec(text)?.[1] ?? Number.POSITIVE_INFINITY);
}

function machineTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().map(({ times: one }) => one);
  const sum = (of: (one: (typeof times)[number]) => number) => times.reduce((total, one) => total + of(one), 0);
  return { idle: sum(({ idle }) => idle), all: sum((one) => one.idle + one.user + one.sys + one.nice + one.irq) };
}
