import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { freePort } from '@oto/ops/network/free-port';
import { ensureDatabase, startEmbeddedPostgres } from '@oto/ops/postgres/embedded';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { COLLAB_AUDIENCE, COLLAB_TYP, PASS_ISSUER } from '@oto/schema/contract/pass';
import { migrate } from '@oto/schema/db/migrate';
import { tileOf, type Plot } from '@oto/schema/geometry/lattice';
import { Child } from './child.ts';

const PLOT: Plot = { x: 2, y: 3 };
/** On the same tile. */
const PRACTICE: Plot = { x: 3, y: 3 };
const MAIN = new URL('../../../collab-server/src/main.ts', import.meta.url);
/** Benchmarks come from one address and in a hurry; the limits themselves are tested elsewhere. */
const LIMITS = {
  UNDOING_BURST: '1000000',
  NODE_ENV: 'production',
  MESSAGES_PER_SECOND: '500000',
  MESSAGES_BURST: '500000',
  OPENS_PER_SECOND: '500000',
  OPENS_BURST: '500000',
  CONNECTIONS_PER_PERSON: '100000',
  CONNECTIONS_PER_ADDRESS: '100000',
};
const PASS_SECONDS = 3_600;
const READY_MS = 30_000;

/** One region with notes, served by the real collab server over a PostgreSQL with fsync. */
export type Board = {
  readonly collab: Child;
  readonly port: number;
  /** Of the socket of the region's tile. */
  readonly url: string;
  readonly region: string;
  readonly notes: readonly Id[];
  /** Another region of the tile, of the same size: for what a server does before it is measured. */
  readonly practice: { readonly region: string; readonly notes: readonly Id[] };
  /** People who may write, each with a pass. */
  readonly members: readonly { readonly id: Id; readonly pass: string }[];
  /** What the server says of itself: the body of /healthz. */
  health(): Promise<{ readonly slowReaders: { readonly cut: number; readonly bufferedMax: number } }>;
};

export async function withBoard<T>(
  options: { readonly members: number; readonly notes: number; readonly say: (line: string) => void },
  work: (board: Board) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'oto-board-'));
  await chmod(folder, 0o755);
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const postgres = await startEmbeddedPostgres({ folder: join(folder, 'pg'), password: randomUUID(), durable: true });
    undo.push(() => postgres.stop());
    await ensureDatabase(postgres, 'oto');
    const databaseUrl = postgres.url('oto');
    const keys = await keyServer();
    undo.push(async () => keys.close());
    const members = await Promise.all(
      Array.from({ length: options.members }, async () => {
        const id = newId();
        return { id, pass: await keys.sign(id) };
      }),
    );
    const notes = Array.from({ length: options.notes }, () => newId());
    const practice = notes.map(newId);
    await fill(
      databaseUrl,
      members.map(({ id }) => id),
      [
        { plot: PLOT, notes },
        { plot: PRACTICE, notes: practice },
      ],
    );
    options.say('the database is ready');

    const port = await freePort();
    const collab = new Child(MAIN, [], {
      ...LIMITS,
      DATABASE_URL: databaseUrl,
      API_URL: keys.url,
      HOST: '127.0.0.1',
      PORT: String(port),
      REPLICA_NAME: 'bench',
      LOG_LEVEL: 'warn',
    });
    undo.push(() => collab.stop());
    const tile = tileOf(PLOT);
    const health = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).json() as ReturnType<Board['health']>;
    await untilServed(databaseUrl, health);
    options.say('the collab server is up');
    return await work({
      collab,
      port,
      url: `ws://127.0.0.1:${port}/collab/t/${tile.x},${tile.y}`,
      region: regionName(PLOT, 1),
      notes,
      practice: { region: regionName(PRACTICE, 1), notes: practice },
      members,
      health,
    });
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}

/** Stands in for the api's public keys. */
async function keyServer() {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA', use: 'sig' };
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the key server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    sign: (member: Id) =>
      new SignJWT({ role: 'member', name: 'Ana', colour: 3 })
        .setProtectedHeader({ alg: 'EdDSA', typ: COLLAB_TYP, kid: 'bench' })
        .setSubject(member)
        .setIssuer(PASS_ISSUER)
        .setAudience(COLLAB_AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + PASS_SECONDS)
        .sign(privateKey),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Members whose accounts are old enough to write, one open plot, and its notes as outbox facts. */
async function fill(databaseUrl: string, members: readonly Id[], plots: readonly { plot: Plot; notes: readonly Id[] }[]): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db);
    for (const [index, id] of members.entries()) {
      await pool.query(`insert into member (id, name, handle, created_at) values ($1, 'Ana', $2, now() - interval '30 days')`, [
        uuidFromId(id),
        `member-${index}`,
      ]);
    }
    const owner = members[0];
    if (!owner) throw new RangeError('a plot needs an owner');
    for (const [ordinal, { plot, notes }] of plots.entries()) {
      await pool.query(`insert into plot (x, y, owner_id, ordinal, policy) values ($1, $2, $3, $4, 'open')`, [
        plot.x,
        plot.y,
        uuidFromId(owner),
        ordinal,
      ]);
      const fact = (value: OutboxFact) =>
        pool.query('insert into outbox (plot_x, plot_y, fact) values ($1, $2, $3)', [plot.x, plot.y, JSON.stringify(value)]);
      const claim = { v: 1, o: owner, p: 'open', t: 0 } as const;
      await fact({ type: 'claim', plot, claim, atlas: { v: 1, o: owner, e: 1, n: notes.length, t: 0, p: 'open' } });
      for (const [index, note] of notes.entries()) {
        const seat = [(index % 12) * 280 - 1540, Math.floor(index / 12) * 280 - 1540, 0] as const;
        await fact({ type: 'note', plot, note, record: { k: 'image', s: [...seat], o: owner } });
      }
    }
  } finally {
    await db.destroy();
  }
}

/** Waits until the server answers and every fact is in the documents. */
async function untilServed(databaseUrl: string, health: () => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const until = performance.now() + READY_MS;
    for (;;) {
      const answers = await health().then(
        () => true,
        () => false,
      );
      const waiting = await client.query('select 1 from outbox where delivered_at is null limit 1');
      if (answers && waiting.rowCount === 0) return;
      if (performance.now() > until) throw new Error(`the collab server did not serve within ${READY_MS / 1000} s`);
      await delay(50);
    }
  } finally {
    await client.end();
  }
}
