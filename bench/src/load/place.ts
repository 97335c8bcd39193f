import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { MemberClient } from '@oto/ops/http/member-client';
import { untilEngines } from '@oto/ops/http/until-engines';
import { newId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import { tileOf } from '@oto/schema/geometry/lattice';
import { enter } from '../collab/guest.ts';
import { withStack } from '../figures/stack.ts';
import { Gauge } from './gauge.ts';

/** Where people come: one open plot with a note for each editor, and who they are. */
export type Place = {
  readonly url: string;
  readonly socketUrl: string;
  readonly region: string;
  readonly notes: readonly Id[];
  readonly members: readonly { readonly id: Id; readonly pass: string }[];
  /** What visitors read. */
  readonly paths: readonly string[];
  /** Null where the product runs elsewhere. */
  readonly inside: { readonly gauge: Gauge; readonly pool: pg.Pool; pids(): readonly (number | undefined)[] } | null;
  /** In the addresses of the accounts that this run makes. */
  readonly run: string;
  readonly password: string;
};

const MEMBERS = 4;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Passes outlive every run. */
const WITHIN_MS = 30_000;

/** Throws unless the address is of this machine, or somebody says that it is theirs. */
export function mayLoad(url: string, isOwned: boolean): void {
  const { hostname, protocol } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${url} is no address of a site`);
  if (!LOOPBACK.has(hostname) && !isOwned) throw new Error(`${hostname} is not this machine: load it with --i-own-it, if it is yours`);
}

/** A product of ours on loopback, with limits of rate lifted: all its people come from one address. */
export async function withOwn<T>(editors: number, say: (line: string) => void, work: (place: Place) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'oto-load-'));
  const probe = new URL('probe.ts', import.meta.url);
  probe.searchParams.set('folder', folder);
  // This process is the gateway.
  await import(probe.href);
  try {
    return await withStack(
      say,
      async (stack) => {
        const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 1 });
        pool.on('error', () => undefined);
        const services = [...stack.replicas.api, ...stack.replicas.collab, ...stack.replicas.worker];
        try {
          const inside = { pool, gauge: new Gauge(stack, pool, folder), pids: () => services.map((one) => one.pid()) };
          return await work(await prepare(stack.url, editors, stack.secrets.seedPassword, inside, say));
        } finally {
          await pool.end();
        }
      },
      {
        LIMITS_FACTOR: '10000',
        WELCOME_TOKENS: '100000',
        OTO_TEXT_PACE_MS: '0',
        OTO_WORKER_CONCURRENCY: '4',
        NODE_OPTIONS: `--import=${probe.href}`,
      },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Through the front door alone; the accounts of earlier runs stay as they are. */
export function withTheirs<T>(url: string, editors: number, say: (line: string) => void, work: (place: Place) => Promise<T>): Promise<T> {
  return prepare(url.replace(/\/+$/, ''), editors, `load ${newId()}`, null, say).then(work);
}

async function prepare(
  url: string,
  editors: number,
  password: string,
  inside: Place['inside'],
  say: (line: string) => void,
): Promise<Place> {
  await untilEngines(url, ['text']);
  const run = newId()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 10);
  const members: { readonly id: Id; readonly pass: string }[] = [];
  let owner: MemberClient | null = null;
  let plot: { readonly x: number; readonly y: number } | undefined;
  for (let index = 0; index < MEMBERS; index++) {
    const client = new MemberClient(url);
    const me = await client.enter({ name: `Éditrice ${index}`, email: `editor-${run}-${index}@load.oto.example`, password });
    if (index === 0) {
      owner = client;
      plot = me.plots[0];
      await open(client, plot);
    }
    members.push({ id: me.id, pass: await client.collabPass() });
  }
  if (!owner || !plot) throw new Error('the first editor has no plot');
  const notes: Id[] = [];
  for (let n = 0; n < editors; n++) notes.push((await owner.createAgent({ kind: 'text', name: `Note ${n}` })).id);
  const tile = tileOf(plot);
  const region = regionName(plot, 1);
  const socketUrl = `${url.replace('http', 'ws')}/collab/t/${tile.x},${tile.y}`;
  await untilStanding(socketUrl, region, notes);
  say(`${notes.length} notes stand on an open plot`);
  const paths = [
    '/api/world',
    '/api/map',
    `/api/map/tiles/${tile.x}/${tile.y}`,
    `/api/plots/${plot.x}/${plot.y}`,
    `/api/cards?ids=${notes.slice(0, 40).join(',')}`,
  ];
  return { url, socketUrl, region, notes, members, paths, inside, run, password };
}

async function open(client: MemberClient, plot: { readonly x: number; readonly y: number } | undefined): Promise<void> {
  if (!plot) throw new Error('no plot was claimed at sign-up');
  const answer = await fetch(`${client.url}/api/plots/${plot.x}/${plot.y}`, {
    method: 'PATCH',
    headers: { origin: client.url, cookie: client.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ policy: 'open' }),
  });
  if (!answer.ok) throw new Error(`the plot could not be opened: ${answer.status}`);
}

async function untilStanding(url: string, region: string, notes: readonly Id[]): Promise<void> {
  const guest = await enter(url, region, '');
  try {
    const standing = regionOf(guest.doc).notes;
    for (const until = Date.now() + WITHIN_MS; !notes.every((note) => standing.has(note));) {
      if (Date.now() > until) throw new Error('the notes did not reach the board');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    guest.leave();
  }
}
