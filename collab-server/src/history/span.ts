import type { Transaction } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import { exactAfter } from './chain.ts';

/** The newest rows of a document before row `before` that may be played, at most a window. */
export async function spanBefore(
  transaction: Transaction<Tables>,
  document: string,
  before: bigint,
  window: number,
): Promise<{ readonly first: bigint; readonly last: bigint; readonly count: number } | null> {
  const after = (await exactAfter(transaction, document))?.id ?? 0n;
  const rows = await transaction
    .selectFrom('collab.journal')
    .select('id')
    .where('document', '=', document)
    .where('id', '<', before.toString())
    .where('id', '>', after.toString())
    .orderBy('id', 'desc')
    .limit(window)
    .execute();
  const [last, first] = [rows[0], rows.at(-1)];
  return last && first ? { first: BigInt(first.id), last: BigInt(last.id), count: rows.length } : null;
}
