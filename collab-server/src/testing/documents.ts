import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import pino from 'pino';
import * as Y from 'yjs';
import { freshDatabase } from '@oto/ops/testing/database';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import type { Tables } from '@oto/schema/db/tables';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Member } from '../document/actor.ts';
import { Catalogue } from '../document/catalogue.ts';
import type { LiveDocument } from '../document/live.ts';
import { Registry } from '../document/registry.ts';
import { Journal } from '../journal/journal.ts';
import { Leases } from '../lease/lease.ts';
import { LeaseRows } from '../lease/row.ts';

export const HERE: Plot = { x: 2, y: 3 };

/** A document in memory without sockets: loaded as a server would, with one Yjs client to edit it. */
export type Opened = {
  readonly doc: Y.Doc;
  readonly live: LiveDocument;
  /** An edit by a member; resolves when it is journalled and applied, rejects when it is refused. */
  by(member: Id, change: (doc: Y.Doc) => void): Promise<void>;
  close(): void;
};

/** One plot, its documents and the journal over real PostgreSQL; no sockets, no passes. */
export async function documents(smallBytes?: number) {
  const database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const catalogue = new Catalogue(db);
  const log = pino({ level: 'silent' });

  const replica = (holder: string): Registry => {
    const leases = new Leases({
      rows: new LeaseRows(db, holder),
      finish: (tile) => registry.finish(tile),
      lost: (tile) => registry.tileLost(tile),
      log,
    });
    const journal = new Journal(pool, holder);
    const small = smallBytes === undefined ? {} : { smallBytes };
    const registry: Registry = new Registry({ db, holder, journal, leases, catalogue, log, ...small });
    return registry;
  };

  return {
    pool,
    db,
    catalogue,
    replica,

    async member(): Promise<Id> {
      const id = newId();
      const handle = `m${uuidFromId(id).replaceAll('-', '').slice(8)}`;
      await pool.query('insert into member (id, name, handle) values ($1, $2, $3)', [uuidFromId(id), 'Ana', handle]);
      return id;
    },

    async claim(owner: Id, plot: Plot = HERE): Promise<void> {
      const values = [plot.x, plot.y, uuidFromId(owner), plot.x * 1000 + plot.y];
      await pool.query('insert into plot (x, y, owner_id, ordinal) values ($1, $2, $3, $4)', values);
    },

    async open(registry: Registry, epoch: number, plot: Plot = HERE): Promise<Opened> {
      const doc = new Y.Doc();
      await registry.load(regionName(plot, epoch), doc);
      const live = registry.of(doc);
      if (!live) throw new Error('not loaded');
      const clients = new Map<Id, number>();
      return {
        doc,
        live,
        async by(member, change) {
          const copy = new Y.Doc();
          regionOf(copy);
          Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
          copy.clientID = clients.get(member) ?? copy.clientID;
          clients.set(member, copy.clientID);
          const updates: Uint8Array[] = [];
          copy.on('update', (update: Uint8Array) => updates.push(update));
          copy.transact(() => change(copy));
          copy.destroy();
          if (updates.length > 0) await live.submit(Y.mergeUpdates(updates), actorOf(member), null);
        },
        close: () => doc.destroy(),
      };
    },

    async [Symbol.asyncDispose]() {
      await db.destroy();
      await database[Symbol.asyncDispose]();
    },
  };
}

export type Documents = Awaited<ReturnType<typeof documents>>;

function actorOf(id: Id): Member {
  return { kind: 'member', id, operator: false, expires: Number.MAX_SAFE_INTEGER };
}
