import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import * as Y from 'yjs';
import { readStored } from '@oto/collab-server/journal/snapshot';
import type { Tables } from '@oto/schema/db/tables';

/** A document as a collab server that has just started would hold it. */
export type DocumentSum = {
  /** SHA-256 (hex) of its whole state as one update. */
  readonly bytes: string;
  /** `client:clock` of everybody who ever wrote in it. */
  readonly vector: string;
};

/** Documents by name; those that cannot be rebuilt from snapshot and journal are told in `torn`. */
export type Documents = { readonly sums: ReadonlyMap<string, DocumentSum>; readonly torn: readonly string[] };

export async function sumDocuments(db: Kysely<Tables>): Promise<Documents> {
  const { rows } = await sql<{ document: string }>`
    select document from collab.journal union select document from collab.snapshot order by 1`.execute(db);
  const sums = new Map<string, DocumentSum>();
  const torn: string[] = [];
  for (const { document } of rows) {
    const sum = await sumDocument(db, document);
    if (typeof sum === 'string') torn.push(`${document}: ${sum}`);
    else sums.set(document, sum);
  }
  return { sums, torn };
}

async function sumDocument(db: Kysely<Tables>, name: string): Promise<DocumentSum | string> {
  const doc = new Y.Doc();
  try {
    const { snapshot, tail, corrupt } = await readStored(db, name);
    if (corrupt > 0) return `${corrupt} damaged snapshots`;
    if (snapshot) Y.applyUpdate(doc, snapshot.state);
    for (const { update } of tail) Y.applyUpdate(doc, update);
    if (doc.store.pendingStructs !== null) return 'rows are missing within the journal';
    const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => a - b);
    return {
      bytes: createHash('sha256').update(Y.encodeStateAsUpdate(doc)).digest('hex'),
      vector: clocks.map(([client, clock]) => `${client}:${clock}`).join(' '),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    doc.destroy();
  }
}
