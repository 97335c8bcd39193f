import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { regionOf } from '@oto/schema/board/roots';
import { placesOf, PLOT, REGION, world, type World } from './testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
let it_: World;
let ana: Id;
const note = newId();

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  await it_.claim(ana, PLOT, 'open', [note]);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

type Line = {
  readonly msg?: string;
  readonly level?: number;
  readonly port?: number;
  readonly kind?: string;
  readonly err?: { readonly message?: string; readonly stack?: string };
  readonly documents?: number;
  readonly entries?: number;
  readonly unfinished?: readonly string[];
};

/** A log whose lines can be read back. */
function recorded() {
  const lines: Line[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  return { lines, log: pino({ level: 'info' }, sink) };
}

describe('a graceful stop', () => {
  it('tells clients to come back, writes what waits, and says what it did', async () => {
    const { lines, log } = recorded();
    const server = await it_.serve('a', it_.databaseUrl, { log });
    await server.deliver();
    const mover = it_.guest(server, { token: await it_.pass(ana) });
    await mover.synced();
    const socketClosed = new Promise<number>((resolve) =>
      mover.socket.on('close', ({ event }: { event: { code: number } }) => resolve(event.code)),
    );
    regionOf(mover.doc).places.set(note, [1, 2, 3, 4]);
    await mover.acked();
    await server.close('SIGTERM');
    expect(await socketClosed).toBe(1013);
    expect(lines.filter(({ msg }) => msg === 'stopping')).toMatchObject([{ why: 'SIGTERM', documents: 2, connections: 1 }]);
    expect(lines.filter(({ msg }) => msg?.startsWith('stopped'))).toMatchObject([{ documents: 2, unfinished: [] }]);
    const snapshots = await it_.pool.query<{ document: string; upto: string }>('select document, upto from collab.snapshot');
    expect(snapshots.rows.map(({ document }) => document)).toContain(REGION);
    const newest = await it_.pool.query<{ id: string }>('select max(id) as id from collab.journal where document = $1', [REGION]);
    expect(snapshots.rows.find(({ document }) => document === REGION)?.upto).toBe(newest.rows[0]?.id);
    expect((await it_.pool.query('select 1 from collab.lease where expires_at > clock_timestamp()')).rowCount).toBe(0);
  });

  it('counts the entries it still wrote', async () => {
    const { lines, log } = recorded();
    const server = await it_.serve('a', it_.databaseUrl, { log });
    await server.deliver();
    const mover = it_.guest(server, { token: await it_.pass(ana) });
    await mover.synced();
    const holder = await it_.pool.connect();
    await holder.query('begin; lock table collab.journal in access exclusive mode');
    regionOf(mover.doc).places.set(note, [1, 2, 3, 4]);
    await waitingForLock();
    const stopped = server.close();
    await holder.query('commit');
    holder.release();
    await stopped;
    expect(lines.at(-1)).toMatchObject({ msg: 'stopped', entries: 1, unfinished: [] });
    const again = await it_.serve();
    const reader = it_.guest(again);
    await reader.synced();
    expect(placesOf(reader.doc)).toEqual({ [note]: [1, 2, 3, 4] });
  });

  it('ends within its bound when the database hangs, and says what was left', async () => {
    const { lines, log } = recorded();
    const server = await it_.serve('a', it_.databaseUrl, { log, closeMs: 400 });
    await server.deliver();
    const mover = it_.guest(server, { token: await it_.pass(ana) });
    await mover.synced();
    const holder = await it_.pool.connect();
    await holder.query('begin; lock table collab.journal, collab.lease in access exclusive mode');
    regionOf(mover.doc).places.set(note, [1, 2, 3, 4]);
    await waitingForLock();
    // Well before the database gives up by itself.
    await server.close();
    expect(lines.at(-1)).toMatchObject({ level: 40, entries: 0, unfinished: ['journal', 'snapshots', 'leases'] });
    expect(lines.at(-1)?.msg).toContain('stopped before all was done');
    await holder.query('rollback');
    holder.release();
  });
});

/** Until some statement waits for a lock that the test holds. */
async function waitingForLock(): Promise<void> {
  await vi.waitUntil(async () => (await it_.pool.query('select 1 from pg_locks where not granted')).rowCount !== 0, {
    timeout: 5_000,
    interval: 10,
  });
}

describe('the process', () => {
  /** The server with a bug that a signal sets off. */
  const startWithBug = async (bug: string) => {
    const preload = `data:text/javascript,process.on('SIGUSR2', () => { ${bug} })`;
    const child = spawn(process.execPath, ['--import', preload, new URL('main.ts', import.meta.url).pathname], {
      env: { ...process.env, DATABASE_URL: it_.databaseUrl, API_URL: it_.apiUrl, PORT: '0', REPLICA_NAME: 'p', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: Line[] = [];
    const listening = Promise.withResolvers<number>();
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line: Line = JSON.parse(text);
      lines.push(line);
      if (line.msg === 'listening' && line.port !== undefined) listening.resolve(line.port);
    });
    return { child, lines, port: await listening.promise };
  };

  it.each([
    ['unhandledRejection', `Promise.reject(new Error('left alone'))`],
    ['uncaughtException', `throw new Error('left alone')`],
  ])('logs an %s as a bug, writes what waits, and ends', async (kind, bug) => {
    const { child, lines, port } = await startWithBug(bug);
    const mover = it_.guest({ port }, { token: await it_.pass(ana) });
    await mover.synced();
    child.kill('SIGUSR2');
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    const fatal = lines.find(({ level }) => level === 60);
    expect(fatal).toMatchObject({ kind, err: { message: 'left alone' } });
    expect(fatal?.err?.stack).toContain('data:text/javascript');
    expect(lines.at(-1)).toMatchObject({ msg: 'stopped', unfinished: [] });
    expect((await it_.pool.query('select 1 from collab.lease where expires_at > clock_timestamp()')).rowCount).toBe(0);
  });
});
