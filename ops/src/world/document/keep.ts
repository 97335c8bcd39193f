import type pg from 'pg';
import { SERVER } from '@oto/collab-server/document/actor';
import { checksum } from '@oto/collab-server/journal/snapshot';
import { Rows } from '../rows/copy.ts';
import type { Written } from './written.ts';

/** Journal row before which a made document begins: there is none. */
const BEGINNING = 0;

/**
 * Stores documents as a collab server finds them. A new one is a snapshot before its first journal
 * row, marked as one that no journal can stand in for; what is there already gains a journal row. All
 * is the server's. Within a transaction, and while no collab server serves the documents.
 */
export async function keepDocuments(client: pg.ClientBase, documents: readonly Written[]): Promise<void> {
  const names = documents.map(({ name }) => name);
  const { rows } = await client.query<{ document: string }>(
    `select document from collab.snapshot where document = any($1) union select document from collab.journal where document = any($1)`,
    [names],
  );
  const known = new Set(rows.map(({ document }) => document));
  const snapshot = new Rows('collab.snapshot', ['document', 'upto', 'state', 'sha256']);
  const trimmed = new Rows('collab.trimmed', ['document', 'upto']);
  const journal = new Rows('collab.journal', ['document', 'update', 'actor']);
  const author = new Rows('collab.author', ['document', 'client', 'actor']);
  for (const { name, client: id, state } of documents) {
    author.add(name, id, SERVER);
    if (known.has(name)) {
      journal.add(name, state, SERVER);
    } else {
      snapshot.add(name, BEGINNING, state, checksum(state));
      trimmed.add(name, BEGINNING);
    }
  }
  for (const rowsOf of [snapshot, trimmed, journal, author]) await rowsOf.write(client);
}

/** Which of these documents, each written by this client id, are stored already. */
export async function keptDocuments(client: pg.ClientBase, wanted: readonly Omit<Written, 'state'>[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ document: string }>(
    `select document from collab.author join unnest($1::text[], $2::bigint[]) as wanted(document, client) using (document, client)`,
    [wanted.map(({ name }) => name), wanted.map(({ client: id }) => id)],
  );
  return new Set(rows.map(({ document }) => document));
}
