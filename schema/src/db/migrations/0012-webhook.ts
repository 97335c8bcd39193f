import { sql, type Kysely } from 'kysely';

/** Signed messages to other programs: who is told, what happened, and a row for each of the two. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  /** Never deleted while deliveries name it: a fact that is being written down may be about to. */
  `create table webhook_endpoint (
    id uuid primary key,
    url text not null check (length(url) <= 2000),
    note text not null default '' check (length(note) <= 100),
    events text[] not null,
    enabled boolean not null default true,
    off_because text check (off_because in ('operator','gone','failing')),
    secret bytea,
    secret_before bytea,
    before_until timestamptz,
    failing_since timestamptz,
    failures integer not null default 0,
    created_at timestamptz not null default now(),
    deleted_at timestamptz,
    check (enabled = (off_because is null)),
    check ((secret is null) = (deleted_at is not null)))`,
  /** Of one fact there is one event, by its key. The body is kept as the bytes that are signed. */
  `create table webhook_event (
    id uuid primary key,
    type text not null,
    key text not null unique,
    body text not null,
    created_at timestamptz not null default now())`,
  `create table webhook_delivery (
    id bigint generated always as identity primary key,
    endpoint_id uuid not null references webhook_endpoint(id),
    event_id uuid not null references webhook_event(id),
    state text not null default 'waiting' check (state in ('waiting','delivered','failed')),
    tries integer not null default 0,
    due_at timestamptz not null default now(),
    lease_until timestamptz,
    status integer,
    answer text not null default '' check (length(answer) <= 1024),
    error text check (length(error) <= 200),
    tried_at timestamptz,
    created_at timestamptz not null default now(),
    unique (endpoint_id, event_id))`,
  `create index webhook_delivery_due on webhook_delivery (endpoint_id, due_at) where state = 'waiting'`,
  `create index webhook_delivery_event on webhook_delivery (event_id)`,
  `create index webhook_delivery_created on webhook_delivery (created_at)`,
];
