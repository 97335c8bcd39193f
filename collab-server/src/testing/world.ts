import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import pg from 'pg';
import pino from 'pino';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { freshDatabase } from '@oto/ops/testing/database';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import type { NoteRecord, Policy } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { COLLAB_AUDIENCE, COLLAB_TYP, PASS_ISSUER } from '@oto/schema/contract/pass';
import { tileOf, type Plot, type Tile } from '@oto/schema/geometry/lattice';
import { passVerifier } from '../pass/verify.ts';
import { startServer, type CollabServer, type ServerOptions } from '../server.ts';
import { LIMITS } from '../socket/limits.ts';

export const PLOT: Plot = { x: 2, y: 3 };
export const REGION = regionName(PLOT, 1);

/** A client of one document, with what happened to it. */
export type Guest = {
  readonly doc: Y.Doc;
  readonly provider: HocuspocusProvider;
  readonly socket: HocuspocusProviderWebsocket;
  /** Reasons of closes and refused authentications, in order. */
  readonly ends: string[];
  synced(): Promise<void>;
  /** Resolves when the server has acknowledged every edit. */
  acked(): Promise<void>;
  ended(): Promise<string>;
  leave(): void;
};

export type GuestOptions = {
  readonly token?: string | (() => string);
  readonly document?: string;
  readonly tile?: Tile;
  readonly doc?: Y.Doc;
  /** Of the request that opens the socket. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** A database, a key server, and collab servers on the loopback interface. */
export async function world() {
  const database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 3 });
  pool.on('error', () => undefined);
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' };
  const keys = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  keys.listen(0, '127.0.0.1');
  await once(keys, 'listening');
  const address = keys.address();
  const apiUrl = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  const servers: CollabServer[] = [];
  const guests: Guest[] = [];

  const sign = (claims: Record<string, unknown>, sub: string, seconds = 300) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', typ: COLLAB_TYP, kid: 'test' })
      .setSubject(sub)
      .setIssuer(PASS_ISSUER)
      .setAudience(COLLAB_AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(privateKey);

  return {
    pool,
    databaseUrl: database.url,
    apiUrl,

    async serve(replica = 'a', databaseUrl = database.url, more: Partial<ServerOptions> = {}): Promise<CollabServer> {
      const server = await startServer({
        databaseUrl,
        verify: passVerifier(apiUrl),
        port: 0,
        host: '127.0.0.1',
        replica,
        limits: LIMITS,
        log: pino({ level: 'silent' }),
        ...more,
      });
      servers.push(server);
      return server;
    },

    async member(): Promise<Id> {
      const id = newId();
      const handle = `m${uuidFromId(id).replaceAll('-', '').slice(8)}`;
      await pool.query('insert into member (id, name, handle) values ($1, $2, $3)', [uuidFromId(id), 'Ana', handle]);
      return id;
    },

    /** A plot with its region's claim and `notes`, as the api would make them. */
    async claim(owner: Id, plot: Plot = PLOT, policy: Policy = 'open', notes: readonly Id[] = []): Promise<void> {
      await pool.query('insert into plot (x, y, owner_id, ordinal, policy) values ($1, $2, $3, $4, $5)', [
        plot.x,
        plot.y,
        uuidFromId(owner),
        plot.x * 1000 + plot.y,
        policy,
      ]);
      const claim = { v: 1, o: owner, p: policy, t: 0 } as const;
      await this.fact({ type: 'claim', plot, claim, atlas: { v: 1, o: owner, e: 1, n: notes.length, t: 0, p: policy } });
      for (const note of notes) await this.fact({ type: 'note', plot, note, record: record(owner) });
    },

    async fact(fact: OutboxFact): Promise<void> {
      await pool.query('insert into outbox (plot_x, plot_y, fact) values ($1, $2, $3)', [fact.plot.x, fact.plot.y, JSON.stringify(fact)]);
    },

    pass: (sub: Id, seconds?: number) => sign({ role: 'member', name: 'Ana', colour: 3 }, sub, seconds),

    operatorPass: (sub: Id) => sign({ role: 'operator', name: 'Chief', colour: 3 }, sub),

    servicePass: (note: Id, pinned: NoteRecord | null, document = REGION) =>
      sign({ role: 'service', name: 'worker', document, note, ...(pinned === null ? {} : { record: hashOf(pinned) }) }, 'worker-1'),

    guest(server: Pick<CollabServer, 'port'>, options: GuestOptions = {}): Guest {
      const tile = options.tile ?? tileOf(PLOT);
      const doc = options.doc ?? new Y.Doc();
      const socket = new HocuspocusProviderWebsocket({
        url: `ws://127.0.0.1:${server.port}/collab/t/${tile.x},${tile.y}`,
        WebSocketPolyfill: withHeaders(options.headers),
      });
      const ends: string[] = [];
      const provider = new HocuspocusProvider({
        websocketProvider: socket,
        name: options.document ?? REGION,
        document: doc,
        token: options.token ?? '',
        onAuthenticationFailed: ({ reason }) => ends.push(reason),
        onClose: ({ event }) => ends.push(event.reason),
      });
      provider.attach();
      const until = async (event: string, isSo: () => boolean) => {
        while (!isSo()) {
          await new Promise<void>((resolve) => {
            const done = () => {
              provider.off(event, done);
              resolve();
            };
            provider.on(event, done);
          });
        }
      };
      const guest: Guest = {
        doc,
        provider,
        socket,
        ends,
        synced: () => until('synced', () => provider.isSynced),
        acked: () => until('unsyncedChanges', () => !provider.hasUnsyncedChanges),
        async ended() {
          await Promise.race([until('close', () => ends.length > 0), until('authenticationFailed', () => ends.length > 0)]);
          return ends[0] ?? '';
        },
        leave() {
          provider.destroy();
          socket.destroy();
        },
      };
      guests.push(guest);
      return guest;
    },

    async [Symbol.asyncDispose]() {
      for (const guest of guests) guest.leave();
      await Promise.all(servers.map((server) => server.close()));
      keys.close();
      keys.closeAllConnections();
      await pool.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

function withHeaders(headers: GuestOptions['headers'] = {}): new (address: string | URL) => WebSocket {
  return class extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { ...headers } });
    }
  };
}

export type World = Awaited<ReturnType<typeof world>>;

export function record(owner: Id, more: Partial<NoteRecord> = {}): NoteRecord {
  return { v: 1, k: 'image', s: [10, 20, 30], o: owner, ...more };
}

export function hashOf(value: NoteRecord): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url');
}

/** Resolves once `isSo` holds, looking again after each change of `doc`. */
export async function when(doc: Y.Doc, isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => doc.once('update', () => resolve()));
}

/** What a fresh start of a document would load. */
export function placesOf(doc: Y.Doc): Record<string, unknown> {
  return regionOf(doc).places.toJSON();
}
