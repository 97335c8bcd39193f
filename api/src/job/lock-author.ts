import { sql } from 'kysely';
import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/**
 * Whoever makes a job or changes its state, its priority or its turn holds its author's lock until the
 * transaction ends, taken before any row: limits are exact, a double submit meets its twin, and the
 * places of an author's jobs are counted by one at a time (function job_share).
 */
export async function lockAuthor(trx: Trx, memberUuid: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`generate:${memberUuid}`}, 0))`.execute(trx);
}

/** The same without waiting: false when somebody else holds it. */
export async function tryLockAuthor(trx: Trx, memberUuid: string): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`generate:${memberUuid}`}, 0)) as got`.execute(trx);
  return rows[0]?.got ?? false;
}

/** For a job whose author is not known yet. Throws not_found. */
export async function lockAuthorOf(trx: Trx, jobUuid: string): Promise<void> {
  const { rows } = await sql`
    select pg_advisory_xact_lock(hashtextextended('generate:' || author_id, 0)) from job where id = ${jobUuid}::uuid`.execute(trx);
  if (rows.length === 0) throw new ApiError('not_found');
}
