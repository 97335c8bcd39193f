import { sql, type Kysely } from 'kysely';

/** What a worker sends before it finishes: media waiting for their creation, and previews that live a minute. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table upload (
    job_id uuid not null references job(id),
    step smallint not null,
    variant text not null check (variant in ('main','thumb','poster')),
    attempt integer not null,
    sha256 text not null,
    /** Of the bytes as the worker sent them: the same upload again is the same answer. */
    sent_sha256 text not null,
    mime text not null,
    bytes bigint not null check (bytes > 0),
    width integer, height integer, duration_ms integer,
    peaks real[],
    created_at timestamptz not null default now(),
    primary key (job_id, step, variant))`,
  `create index upload_created on upload(created_at)`,
  `create unlogged table preview (
    token text primary key,
    job_id uuid not null,
    mime text not null,
    body bytea not null,
    expires_at timestamptz not null)`,
  `create index preview_expires on preview(expires_at)`,
  `create index preview_job on preview(job_id)`,
];
