import type { Kysely } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';

/** To whom the Yjs client ids of a document belong: actor by client id. */
export async function readAuthors(db: Kysely<Tables>, document: string): Promise<ReadonlyMap<number, string>> {
  const rows = await db.selectFrom('collab.author').select(['client', 'actor']).where('document', '=', document).execute();
  return new Map(rows.map((row) => [Number(row.client), row.actor]));
}
