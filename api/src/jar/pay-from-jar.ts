import { uuidFromId, type Id } from '@oto/schema/base/id';
import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { drawFromJar, type Draw } from './draw.ts';

export type Sponsored = {
  /** Whose jar: a creation of the author's. */
  readonly jar: Id;
  /** Ids are uuids from here on. */
  readonly job: string;
  readonly member: string;
  readonly amount: number;
  /** What the quote said that the jar pays, at least. */
  readonly promised: number;
};

/**
 * Throws jar_not_yours unless the jar is of a creation of this member's (uuid) that is forked: `parents` are uuids.
 */
export async function requireOwnJar(db: Db | Trx, jar: Id, parents: readonly string[], member: string | null): Promise<void> {
  const creation = parents.includes(uuidFromId(jar))
    ? await db.selectFrom('creation').select('author_id').where('id', '=', uuidFromId(jar)).executeTakeFirst()
    : undefined;
  if (!creation || creation.author_id !== member) throw new ApiError('jar_not_yours', { fields: [{ path: 'jar', message: jar }] });
}

/** Draws on the jar for a job. Throws jar_empty when nothing is in it, quote_mismatch when it is less than was promised. */
export async function payFromJar(trx: Trx, now: Date, { jar, job, member, amount, promised }: Sponsored): Promise<readonly Draw[]> {
  const draws = await drawFromJar(trx, now, { job, creation: uuidFromId(jar), member, amount });
  const drawn = draws.reduce((sum, { tokens }) => sum + tokens, 0);
  if (amount > 0 && drawn === 0) throw new ApiError('jar_empty', { fields: [{ path: 'jar', message: jar }] });
  if (drawn < Math.min(promised, amount)) throw new ApiError('quote_mismatch', { fields: [{ path: 'jar', message: String(drawn) }] });
  return draws;
}
