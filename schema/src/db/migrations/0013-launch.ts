import { sql, type Kysely } from 'kysely';

/** Who waits for an invitation, waves of them, what people say of the product, and what is shown to whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  /** Opens by itself at `due_at`, which then is when its next invitation goes. */
  `create table wave (
    id uuid primary key,
    name text not null check (length(name) between 1 and 80),
    who text not null check (who in ('oldest','chosen')),
    lang text check (lang in ('fr','en')),
    size integer not null check (size between 1 and 10000),
    per_minute integer not null check (per_minute between 1 and 600),
    days integer not null check (days between 1 and 365),
    state text not null default 'open' check (state in ('open','paused','stopped','done')),
    opens_at timestamptz not null,
    due_at timestamptz not null,
    sent integer not null default 0,
    created_by uuid not null references member(id),
    created_at timestamptz not null default now(),
    ended_at timestamptz)`,
  `create index wave_due on wave (due_at) where state = 'open'`,
  /** Addresses of people who are not here. `wave_id`: chosen for it, or invited by it. */
  `create table waiting_person (
    id uuid primary key,
    email text not null unique check (email = lower(email) and length(email) <= 254),
    lang text not null check (lang in ('fr','en')),
    wish text not null default '' check (length(wish) <= 200),
    created_at timestamptz not null default now(),
    confirmed_at timestamptz,
    wave_id uuid references wave(id),
    invited_at timestamptz,
    invitation_id uuid unique references invitation(id),
    check ((invited_at is null) = (invitation_id is null)),
    check (invited_at is null or confirmed_at is not null))`,
  `create index waiting_person_order on waiting_person (confirmed_at, id) where confirmed_at is not null and invited_at is null`,
  `create index waiting_person_wave on waiting_person (wave_id)`,
  /** What a wave gave out; it outlives the address. */
  `create table wave_invitation (
    invitation_id uuid primary key references invitation(id),
    wave_id uuid not null references wave(id),
    sent_at timestamptz not null default now())`,
  `create index wave_invitation_wave on wave_invitation (wave_id)`,
  `create table feedback (
    id uuid primary key,
    key uuid not null unique,
    member_id uuid references member(id),
    contact text check (length(contact) <= 254),
    lang text not null check (lang in ('fr','en')),
    kind text not null check (kind in ('broken','idea','love')),
    words text not null check (length(words) between 1 and 2000),
    about jsonb not null,
    lines jsonb not null,
    request_ids text[] not null default '{}',
    sha256 text,
    bytes integer,
    state text not null default 'open' check (state in ('open','answered','closed')),
    answer text not null default '' check (length(answer) <= 2000),
    answered_by uuid references member(id),
    answered_at timestamptz,
    created_at timestamptz not null default now())`,
  `create index feedback_open on feedback (created_at desc) where state = 'open'`,
  `create index feedback_created on feedback (created_at)`,
  `create index feedback_member on feedback (member_id, created_at)`,
  `create index feedback_file on feedback (sha256) where sha256 is not null`,
  /** Without a row a flag stands as the code says. A row that no code knows is nobody's. */
  `create table feature_flag (
    name text primary key check (length(name) <= 60),
    state text not null check (state in ('off','on','share','members','operators')),
    share integer not null default 0 check (share between 0 and 100),
    members uuid[] not null default '{}',
    changed_by uuid not null references member(id),
    changed_at timestamptz not null default now())`,
];
