import { sql, type Kysely } from 'kysely';

/** Limits that must hold across replicas: rate-limiter-flexible's shape. `expire` is Unix time in milliseconds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create unlogged table rate_limit (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint)`.execute(db);
  await sql`create index rate_limit_expire on rate_limit(expire)`.execute(db);
}
