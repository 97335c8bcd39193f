import { sql, type Kysely } from 'kysely';

/** How the service is, as everybody may read it: what was measured, by day, and what operators say of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  /** A process that nobody asks over the network says here that it lives. */
  `create table service_beat (
    service text not null check (length(service) <= 40),
    replica text not null check (length(replica) <= 120),
    at timestamptz not null,
    primary key (service, replica))`,
  `create table status_component (
    name text primary key check (length(name) <= 40),
    state text not null check (state in ('up','slow','down','off','unknown')),
    since timestamptz not null,
    wait_seconds integer,
    checked_at timestamptz not null)`,
  /** Minutes of a day of UTC. */
  `create table status_day (
    day date not null,
    component text not null check (length(component) <= 40),
    up integer not null default 0,
    slow integer not null default 0,
    down integer not null default 0,
    primary key (component, day))`,
  `create table incident (
    id uuid primary key,
    components text[] not null check (cardinality(components) > 0),
    impact text not null check (impact in ('none','slow','down')),
    state text not null check (state in ('looking','found','watching','over')),
    created_at timestamptz not null default now(),
    over_at timestamptz,
    check ((state = 'over') = (over_at is not null)))`,
  `create index incident_open on incident (created_at desc) where over_at is null`,
  `create index incident_created on incident (created_at desc)`,
  `create table incident_update (
    id uuid primary key,
    incident_id uuid not null references incident(id),
    state text not null check (state in ('looking','found','watching','over')),
    fr text not null check (length(fr) between 1 and 1000),
    en text not null check (length(en) between 1 and 1000),
    written_by uuid not null references member(id),
    at timestamptz not null default now())`,
  `create index incident_update_of on incident_update (incident_id, at)`,
];
