import pg from 'pg';
import { fileStore } from '@oto/api/media/store';
import type { DocumentSum } from '@oto/ops/backup/documents';
import { examine } from '@oto/ops/backup/findings';
import { differencesOf, sumDatabase, type DatabaseSum } from '@oto/ops/backup/tables';

/** All that a database and its media hold, while nobody writes to them. */
export type Moment = {
  /** Just before it was read, as PostgreSQL tells it. */
  readonly at: string;
  readonly database: DatabaseSum;
  readonly rows: number;
  readonly documents: ReadonlyMap<string, DocumentSum>;
  /** Names of the files that the database points at; each was read and is what its name says, unless `problems` says otherwise. */
  readonly media: readonly string[];
  readonly problems: readonly string[];
};

export async function momentOf(databaseUrl: string, mediaFolder: string): Promise<Moment> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  pool.on('error', () => undefined);
  try {
    const { rows } = await pool.query<{ at: string }>(
      `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    );
    const at = rows[0]?.at;
    if (at === undefined) throw new Error('no time');
    const database = await sumDatabase(pool);
    const { documents, media, problems } = await examine(databaseUrl, fileStore({ mediaFolder, s3: null }));
    const count = [...database.tables.values()].reduce((sum, table) => sum + table.rows, 0);
    return { at, database, rows: count, documents: documents.sums, media, problems };
  } finally {
    await pool.end();
  }
}

/** In what the second differs from the first, a line each. */
export function mismatchesOf(was: Moment, is: Moment): readonly string[] {
  const found = [...differencesOf(was.database, is.database)];
  for (const name of new Set([...was.documents.keys(), ...is.documents.keys()])) {
    const [one, other] = [was.documents.get(name), is.documents.get(name)];
    if (one?.bytes !== other?.bytes || one?.vector !== other?.vector)
      found.push(`document ${name}: was ${one?.vector ?? 'none'}, is ${other?.vector ?? 'none'}`);
  }
  const [had, has] = [new Set(was.media), new Set(is.media)];
  for (const name of had.symmetricDifference(has)) found.push(`media ${name} is named ${has.has(name) ? 'anew' : 'no more'}`);
  return found;
}
