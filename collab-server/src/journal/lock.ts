import { sql, type Transaction } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';

/** One compaction of a document at a time; false while another runs. Held to the end of the transaction. */
export async function lockSnapshots(transaction: Transaction<Tables>, document: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('collab.snapshot'), hashtext(${document})) as held`.execute(transaction);
  return rows[0]?.held ?? false;
}
