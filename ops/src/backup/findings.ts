import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { MediaStore } from '@oto/api/media/store';
import { LEDGER_LAWS } from '@oto/schema/db/ledger-law';
import type { Tables } from '@oto/schema/db/tables';
import { sumDocuments, type Documents } from './documents.ts';
import { faultsOfMedia, namedMedia } from './media.ts';

/** What a database and its media say of themselves; `problems` is empty when everything holds. */
export type Findings = { readonly documents: Documents; readonly media: readonly string[]; readonly problems: readonly string[] };

/** Reads everything once: the laws of the ledger, every document, every file that is pointed at. Changes nothing. */
export async function examine(databaseUrl: string, store: Pick<MediaStore, 'readAll'>): Promise<Findings> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    const broken: string[] = [];
    for (const { law, query } of LEDGER_LAWS) {
      const { rowCount } = await pool.query(query);
      if (rowCount) broken.push(`ledger: ${rowCount} times not so: ${law}`);
    }
    const documents = await sumDocuments(db);
    const media = await namedMedia(db);
    const faults = await faultsOfMedia(store, media);
    return {
      documents,
      media,
      problems: [...broken, ...documents.torn.map((line) => `document ${line}`), ...faults.map((line) => `media ${line}`)],
    };
  } finally {
    await db.destroy();
  }
}
