import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import * as Y from 'yjs';
import { MemberClient } from '@oto/ops/http/member-client';
import { untilEngines } from '@oto/ops/http/until-engines';
import type { Stack } from '@oto/ops/local/stack';
import { newId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import type { FarEnd } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { isFinal } from '@oto/schema/job/state';
import { tileOf, type Plot } from '@oto/schema/geometry/lattice';
import { Reader, type Door, type Endpoint } from './reader.ts';

const WITHIN_MS = 30_000;
const NOTES = 6;

/** What is attacked, and by whom. */
export type Target = {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly owner: MemberClient;
  readonly attacker: MemberClient;
  readonly honest: MemberClient;
  readonly attackerId: Id;
  readonly ownerId: Id;
  readonly plot: Plot;
  readonly region: string;
  /** Where to open it, either way. */
  readonly door: (endpoint: Endpoint, pass: string) => Door;
  readonly notes: readonly Id[];
  readonly ties: readonly Id[];
  readonly agent: Id;
  /** A private creation of the owner and a published one, both with a picture; and a job of the owner. */
  readonly privateCreation: Id;
  readonly openCreation: Id;
  readonly job: Id;
  readonly passes: { readonly attacker: string; readonly owner: string; readonly honest: string };
};

/**
 * A plot that is open to every member, so that no role hides the firewall, with notes of its owner,
 * places and ties, and a picture; the attacker is a member with a pass like anyone's.
 */
export async function prepare(stack: Stack, say: (line: string) => void): Promise<Target> {
  const { url } = stack;
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  const [owner, attacker, honest] = await Promise.all(['owner', 'attacker', 'honest'].map((name) => enter(url, name)));
  if (!owner || !attacker || !honest) throw new Error('three members');
  const me = await owner.me();
  const plot = me.plots[0];
  if (!plot) throw new Error('the owner has no plot');
  await request(owner, 'PATCH', `/api/plots/${plot.x}/${plot.y}`, { policy: 'open' });
  await untilEngines(url, ['image', 'text']);
  const agents = await Promise.all(Array.from({ length: NOTES }, (_, n) => owner.createAgent({ kind: 'image', name: `Agent ${n}` })));
  const [first] = agents;
  if (!first) throw new Error('no agent');
  const hidden = await picture(owner, first.id);
  const shown = await picture(owner, first.id);
  await request(owner, 'POST', `/api/creations/${shown.creation}/publish`, { visibility: 'published', fork: 'no' });
  say('six notes and two pictures');

  const region = regionName(plot, 1);
  const tile = tileOf(plot);
  const base = url.replace('http', 'ws');
  const door = (endpoint: Endpoint, pass: string): Door => ({
    endpoint,
    url:
      endpoint === 'y'
        ? `${base}/y/${tile.x},${tile.y}/${region}?token=${encodeURIComponent(pass)}`
        : `${base}/collab/t/${tile.x},${tile.y}`,
    document: region,
    pass,
  });
  const passes = { attacker: await attacker.collabPass(), owner: await owner.collabPass(), honest: await honest.collabPass() };
  const notes = agents.map((agent) => agent.id);
  const ties = await arrange(door('y', passes.owner), plot, notes, shown.creation);
  return {
    url,
    pool,
    owner,
    attacker,
    honest,
    attackerId: (await attacker.me()).id,
    ownerId: me.id,
    plot,
    region,
    door,
    notes,
    ties,
    agent: first.id,
    privateCreation: hidden.creation,
    openCreation: shown.creation,
    job: hidden.id,
    passes,
  };
}

async function enter(url: string, name: string): Promise<MemberClient> {
  const client = new MemberClient(url);
  await client.enter({ name, email: `${name}@bad-input.oto.example`, password: `correct ${name} battery` });
  return client;
}

/** A request of a member that must succeed. */
async function request(client: MemberClient, method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${client.url}${path}`, {
    method,
    headers: { origin: client.url, cookie: client.cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}

async function picture(client: MemberClient, agent: Id) {
  const job = await client.generate('image', { agents: [agent], prompt: 'A lighthouse in the rain', where: 'private' });
  const until = Date.now() + WITHIN_MS;
  while (Date.now() < until) {
    const now = await client.job(job.id);
    if (now.state === 'succeeded') return now;
    if (isFinal(now.state)) throw new Error(`the picture ${now.state}`);
    await delay(100);
  }
  throw new Error('the picture was not painted in time');
}

/** The owner lays the notes out and ties two pairs: what attacks will aim at. */
async function arrange(door: Door, plot: Plot, notes: readonly Id[], published: Id): Promise<readonly Id[]> {
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const reader = await Reader.open(door);
    const { places, ties, notes: standing } = regionOf(reader.doc);
    if ([...notes, published].every((note) => standing.has(note))) {
      const ids = [newId(), newId()];
      const before = Y.encodeStateVector(reader.doc);
      reader.doc.transact(() => {
        for (const [index, note] of notes.entries()) places.set(note, [index * 250 - 700, index * 20, 0, index]);
        const ends = notes.map((note): FarEnd => {
          const [x = 0, y = 0] = standing.get(note)?.s ?? [];
          return [note, plot.x, plot.y, x, y];
        });
        const [a, b, c] = ends;
        const [one, two] = ids;
        if (!a || !b || !c || !one || !two) throw new Error('three notes');
        ties.set(one, { v: 1, a, b, c: 1 });
        ties.set(two, { v: 1, a: b, b: c, c: 2 });
      });
      const outcome = await reader.offer(Y.encodeStateAsUpdate(reader.doc, before));
      reader.close();
      if (outcome !== null) throw new Error(`the owner's own edit was refused: ${outcome}`);
      return ids;
    }
    reader.close();
    if (Date.now() > until) throw new Error('the notes did not reach the board');
    await delay(200);
  }
}
