import { sql, type Kysely } from 'kysely';

/** The request that asked for a job, so that log lines and traces of whoever makes it lead back to it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table job add column request_id text, add column traceparent text`.execute(db);
}
