import { createHash } from 'node:crypto';
import pg from 'pg';
import * as Y from 'yjs';
import { Reader } from './reader.ts';
import type { Target } from './target.ts';

/** Tables that move by themselves: heartbeats, a sample a minute, leases, counters of attempts, sessions' last use, the servers' log. */
const RESTLESS = new Set([
  'worker',
  'service_beat',
  'status_component',
  'status_day',
  'rate_limit',
  'session',
  'collab.lease',
  'collab.snapshot',
  'log_line',
]);
const SCHEMAS = ['public', 'ledger', 'collab'];

/** What oTo holds: a digest of each table's rows, and each document as a fresh reader gets it. */
export type Standing = ReadonlyMap<string, string>;

export async function standing(target: Target): Promise<Standing> {
  const found = new Map<string, string>();
  const { rows } = await target.pool.query<{ name: string }>(
    `select case table_schema when 'public' then table_name else table_schema || '.' || table_name end as name
     from information_schema.tables where table_schema = any($1) and table_type = 'BASE TABLE' order by 1`,
    [SCHEMAS],
  );
  for (const { name } of rows) {
    if (RESTLESS.has(name)) continue;
    const table = name
      .split('.')
      .map((part) => pg.escapeIdentifier(part))
      .join('.');
    const digest = await target.pool.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest from ${table} t`,
    );
    found.set(`table ${name}`, digest.rows[0]?.digest ?? '');
  }
  const reader = await Reader.open(target.door('tile', ''));
  const content = ['claim', 'notes', 'inbound', 'places', 'ties'].map((root) => [root, reader.doc.getMap(root).toJSON()]);
  const hash = (value: Uint8Array | string) => createHash('sha256').update(value).digest('hex');
  found.set('document content', hash(JSON.stringify(content)));
  found.set('document structs', hash(Y.encodeStateVector(reader.doc)));
  found.set(
    'document deletes',
    hash(JSON.stringify([...Y.createDeleteSetFromStructStore(reader.doc.store).clients].toSorted(([a], [b]) => a - b))),
  );
  found.set('document roots', [...reader.doc.share.keys()].toSorted().join(' '));
  reader.close();
  return found;
}

/** What differs between two standings, in words. */
export function changes(before: Standing, after: Standing): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
}

/** Rows of the journal that this member wrote. */
export async function journalRows(pool: pg.Pool, member: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*)::int as count from collab.journal where actor = $1', [
    `member:${member}`,
  ]);
  return rows[0]?.count ?? 0;
}
