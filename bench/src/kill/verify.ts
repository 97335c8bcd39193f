import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import * as Y from 'yjs';
import { readStored } from '@oto/collab-server/journal/snapshot';
import { differenceOf } from '@oto/collab-server/testing/same-state';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { idFromUuid } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import type { Job } from '@oto/schema/contract/job';
import type { Tables } from '@oto/schema/db/tables';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { countViolations } from '../ledger/violations.ts';
import type { LoggedEdit } from './edit-log.ts';
import type { Load } from './load.ts';
import type { Writer } from './writer.ts';

/** Reads documents out of Postgres alone, as a collab server that has just started would. */
export class Archive {
  readonly #db: Kysely<Tables>;
  readonly #docs = new Map<string, Promise<Y.Doc>>();

  constructor(pool: pg.Pool) {
    this.#db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  }

  region(plot: Plot, epoch: number): Promise<Y.Doc> {
    const name = regionName(plot, epoch);
    const doc = this.#docs.get(name) ?? this.#read(name);
    this.#docs.set(name, doc);
    return doc;
  }

  async #read(name: string): Promise<Y.Doc> {
    const doc = new Y.Doc();
    regionOf(doc);
    const { snapshot, tail } = await readStored(this.#db, name);
    if (snapshot) Y.applyUpdate(doc, snapshot.state);
    for (const { update } of tail) Y.applyUpdate(doc, update);
    return doc;
  }
}

type Say = (line: string) => void;

/** Acknowledged edits whose struct is not in the stored document of their epoch. */
export async function countLost(edits: Iterable<LoggedEdit>, archive: Archive, say: Say): Promise<number> {
  let lost = 0;
  for (const edit of edits) {
    if (edit.ackedAt === null) continue;
    const doc = await archive.region(edit.plot, edit.epoch);
    if (Y.getState(doc.store, edit.client) >= edit.end) continue;
    lost++;
    say(`lost: ${JSON.stringify(edit)}`);
  }
  return lost;
}

/** Pairs of documents that should be one and are not: what each client holds, and what Postgres holds. */
export async function countDivergences(writers: readonly Writer[], archive: Archive, say: Say): Promise<number> {
  let diverged = 0;
  for (const writer of writers) {
    const stored = await archive.region(writer.plot, writer.epoch);
    const difference = writer.doc === null ? 'no document' : differenceOf(writer.doc, stored);
    if (difference === null) continue;
    diverged++;
    say(`a client of ${plotKey(writer.plot)} differs from Postgres: ${difference}`);
  }
  return diverged;
}

/** Writers whose own note does not lie where they put it last. */
export async function countMisplaced(writers: readonly Writer[], load: Load, archive: Archive, say: Say): Promise<number> {
  let misplaced = 0;
  for (const writer of writers) {
    const note = load.ownNote(writer);
    const last = [...writer.log.edits].findLast(({ edit }) => edit.root === 'places' && edit.key === note)?.edit.value;
    const stands = regionOf(await archive.region(writer.plot, writer.epoch)).places.get(note);
    if (canonicalJson(last ?? null) === canonicalJson(stands ?? null)) continue;
    misplaced++;
    say(`${note} was put at ${JSON.stringify(last)} and lies at ${JSON.stringify(stands)}`);
  }
  return misplaced;
}

/** Ties into another plot that it does not mirror as they are, and mirrors of ties that are not. */
export async function countWrongMirrors(plots: readonly Writer[], archive: Archive, say: Say): Promise<number> {
  const regions = new Map<string, Y.Doc>();
  for (const { plot, epoch } of plots) regions.set(plotKey(plot), await archive.region(plot, epoch));
  const wanted = new Map<string, string>();
  const standing = new Map<string, string>();
  for (const [home, doc] of regions) {
    const { ties, inbound } = regionOf(doc);
    for (const [id, { a, b, c, n }] of ties) {
      const away = [a, b].filter((end) => `${end[1]},${end[2]}` !== home);
      for (const end of away) wanted.set(`${end[1]},${end[2]} ${id}`, JSON.stringify([end[0], c, n ?? null]));
    }
    for (const [id, { k, here, c, n }] of inbound) if (k === 'tie') standing.set(`${home} ${id}`, JSON.stringify([here, c, n ?? null]));
  }
  let wrong = 0;
  for (const key of new Set([...wanted.keys(), ...standing.keys()])) {
    if (wanted.get(key) === standing.get(key)) continue;
    wrong++;
    say(`mirror ${key}: wanted ${wanted.get(key) ?? 'none'}, stands ${standing.get(key) ?? 'none'}`);
  }
  return wrong;
}

/** Notes and jobs that exist twice, notes of finished creations that are missing, and money taken twice. */
export async function countGenerated(pool: pg.Pool, jobs: readonly Job[], archive: Archive, say: Say) {
  const plots = await pool.query<{ x: number; y: number; epoch: number }>('select x, y, epoch from plot');
  const seen = new Map<string, number>();
  for (const { x, y, epoch } of plots.rows) {
    for (const [id, record] of regionOf(await archive.region({ x, y }, epoch)).notes) {
      if (record.j === undefined) seen.set(id, (seen.get(id) ?? 0) + 1);
    }
  }
  const known = await pool.query<{ id: string }>('select id from creation union all select id from agent');
  const ids = new Set<string>(known.rows.map(({ id }) => idFromUuid(id)));
  const twice = [...seen].filter(([id, count]) => count > 1 || !ids.has(id));
  const finished = jobs.filter(({ state }) => state === 'succeeded');
  const missing = finished.filter(({ creation }) => !seen.has(creation));
  const requested = await pool.query<{ extra: string }>(
    `select count(*) - count(distinct (author_id, idempotency_key)) + (select count(*) from creation) - (select count(*) from job) as extra from job`,
  );
  const charged = await pool.query<{ id: string }>(
    `select j.id from job j where coalesce(j.charged, 0) <>
       (select coalesce(sum(h.captured), 0) from ledger.hold h where h.group_id = j.id)
     or j.state <> 'succeeded' and j.kept is null and exists (select from ledger.hold h where h.group_id = j.id and h.captured > 0)`,
  );
  for (const { id } of charged.rows) say(`charged wrongly: job ${id}`);
  for (const { creation } of missing) say(`no note of ${creation}`);
  return {
    finished: finished.length,
    duplicated: twice.length + Number(requested.rows[0]?.extra),
    missing: missing.length,
    chargedTwice: charged.rows.length + (await countViolations(pool)),
  };
}
