import { sql, type Kysely } from 'kysely';

/** Deploys that were asked for: by an operator, or by a push that GitHub signed. A host takes them; the api only writes them down. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  /** Never thinned out: a delivery that came once is known for ever. */
  `create table deploy_request (
    id uuid primary key,
    state text not null default 'asked' check (state in ('asked','running','done','failed','rolled_back','overtaken')),
    asked_by uuid references member(id),
    delivery text unique check (length(delivery) <= 100),
    pusher text check (length(pusher) <= 100),
    commit text check (commit ~ '^[0-9a-f]{40}$'),
    title text check (length(title) <= 200),
    asked_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    deployed text check (deployed ~ '^[0-9a-f]{40}$'),
    log text not null default '' check (length(log) <= 20000),
    check ((asked_by is null) = (delivery is not null)))`,
  /** Of a kind at once: what waits, and what runs. */
  `create unique index deploy_request_running on deploy_request (state) where state = 'running'`,
];
