import type pg from 'pg';
import { SERVER } from '@oto/collab-server/document/actor';
import { checksum } from '@oto/collab-server/journal/snapshot';
import { Rows, writeAll } from '../rows/copy.ts';
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
  const snapshot = new Rows('collab.snapshot');
  const trimmed = new Rows('collab.trimmed');
  const journal = new Rows('collab.journal');
  const author = new Rows('collab.author');
  for (const { name, client: id, state } of documents) {
    author.add({ document: name, client: id, actor: SERVER });
    if (known.has(name)) {
      journal.add({ document: name, update: state, actor: SERVER });
    } else {
      snapshot.add({ document: name, upto: BEGINNING, state, sha256: checksum(state) });
      trimmed.add({ document: name, upto: BEGINNING });
    }
  }
  await writeAll(client, [snapshot, trimmed, journal, author]);
}

/** Which of these documents, each written by this client id, are stored already. */
export async function keptDocuments(client: pg.ClientBase, wanted: readonly Omit<Written, 'state'>[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ document: string }>(
    `select document from collab.author join unnest($1::text[], $2::bigint[]) as wanted(document, client) using (document, client)`,
    [wanted.map(({ name }) => name), wanted.map(({ client: id }) => id)],
  );
  return new Set(rows.map(({ document }) => document));
}
