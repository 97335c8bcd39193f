import { sql, type Kysely } from 'kysely';

/** Chains that keep what they delivered, files people give, dead letters, provenance, moderation and notifications. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const FILE = `sha256 text not null, mime text not null, bytes bigint not null check (bytes > 0),
    width integer, height integer, duration_ms integer, peaks real[]`;

const STATEMENTS = [
  // The queue
  /**
   * Where a waiting job stands: the lower, the sooner; equal ones by id, so by age. A window of two minutes
   * is worth one step of priority, so whoever waits rises. Within one, an author's jobs stand as many places
   * back as that author has open jobs before them.
   */
  `create function queue_rank(queued_at timestamptz, priority smallint, ahead smallint) returns bigint
    language sql immutable parallel safe
    return (floor(extract(epoch from queued_at) / 120)::bigint - priority) * 100 + least(ahead, 99)`,
  `alter table job add column priority smallint not null default 0 check (priority between -1 and 2),
    add column kept text check (kept in ('text','image','video','voice')),
    /** Since when it waits: its making, or an operator's retry. */
    add column queued_at timestamptz not null default now(),
    /** The engine of its first step that is not delivered yet. */
    add column engine text not null default '',
    /** Open jobs of its author before it; kept by job_share. */
    add column ahead smallint not null default 0,
    add column rank bigint not null generated always as (queue_rank(queued_at, priority, ahead)) stored`,
  `update job set queued_at = created_at, engine = (
      select v.engine from job_step s join agent_version v on v.id = s.agent_version_id where s.job_id = job.id order by s.position limit 1)
    where state in ('queued','running')`,
  /**
   * Counts again where an author's waiting jobs stand among that author's own. Whoever changes the state of
   * a job holds the author's lock (api/src/job/lock-author), so two of these never meet.
   */
  `create function job_share() returns trigger language plpgsql as $$
    begin
      update job j set ahead = p.place from (
        select id, (row_number() over (order by state = 'running' desc, queue_rank(queued_at, priority, 0::smallint), id) - 1)::smallint as place
        from job where author_id = new.author_id and state in ('queued','running')) p
      where j.id = p.id and j.state = 'queued' and j.ahead <> p.place;
      return null;
    end $$`,
  `create trigger job_share_new after insert on job for each row when (new.state = 'queued') execute function job_share()`,
  `create trigger job_share after update of state, priority, queued_at on job for each row
    when ((old.state, old.priority, old.queued_at) is distinct from (new.state, new.priority, new.queued_at)) execute function job_share()`,
  `drop index job_queue`,
  `create index job_rank on job(engine, rank, id) where state = 'queued'`,
  `create index job_backoff on job(run_after) where state = 'queued'`,
  `create index job_waiting on job(queued_at) where state = 'queued'`,
  `create index job_open on job(author_id) where state in ('queued','running')`,
  `create index job_ended on job(state, finished_at desc) where finished_at is not null`,
  `create index creation_step_engine on creation_step(engine, started_at desc)`,
  /** A step that was delivered is not run again by a later attempt. */
  `alter table job_step add column result jsonb, add column delivered_attempt integer, add column delivered_at timestamptz,
    add check (num_nulls(result, delivered_attempt, delivered_at) in (0, 3))`,
  `create table job_attempt (
    job_id uuid not null references job(id),
    attempt integer not null,
    worker text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    /** How it ended: done, cancelled, drained, or a failure's code. */
    code text not null default '',
    detail text not null default '',
    primary key (job_id, attempt))`,
  /** Files given to a job; \`source\` is where they came from, which may be gone by now. */
  `create table job_input (
    job_id uuid not null references job(id),
    position smallint not null,
    role text not null check (role in ('image','audio')),
    /** The step it is for. */
    step smallint not null,
    input_id uuid, creation_id uuid references creation(id),
    sha256 text not null, mime text not null, bytes bigint not null check (bytes > 0),
    primary key (job_id, position),
    check (num_nulls(input_id, creation_id) = 1))`,
  `create index job_input_sha on job_input(sha256)`,
  `alter table worker add column draining boolean not null default false,
    /** The process that spoke last under this name, and since when it does. */
    add column instance text not null default '',
    add column born_at timestamptz not null default now()`,

  // Media
  `alter table creation_step add column sources jsonb not null default '[]'`,
  `create table step_media (
    creation_id uuid not null references creation(id),
    position smallint not null,
    variant text not null check (variant in ('main','thumb','poster')),
    ${FILE},
    created_at timestamptz not null default now(),
    primary key (creation_id, position, variant))`,
  `create index step_media_sha on step_media(sha256)`,
  `create table input_file (
    id uuid primary key,
    owner_id uuid not null references member(id),
    role text not null check (role in ('image','audio')),
    ${FILE},
    created_at timestamptz not null default now(),
    /** Last given to a job. */
    used_at timestamptz,
    unique (owner_id, sha256))`,
  `create index input_file_fresh on input_file((greatest(used_at, created_at)))`,
  `create index input_file_sha on input_file(sha256)`,
  `create index upload_sha on upload(sha256)`,
  /** Every file of the store. When it is due and nobody points at it, it is swept, under a lock on its row. */
  `create table stored_file (
    sha256 text primary key,
    mime text not null,
    bytes bigint not null check (bytes > 0),
    created_at timestamptz not null default now(),
    due_at timestamptz not null default now() + interval '1 day')`,
  `create index stored_file_due on stored_file(due_at)`,
  `insert into stored_file(sha256, mime, bytes)
    select distinct on (sha256) sha256, mime, bytes from (
      select sha256, mime, bytes from media union all select sha256, mime, bytes from upload) f
    on conflict do nothing`,
  /**
   * Other forms of a creation's picture: a smaller one for browsers that read it, and those for taking away.
   * Made later; without its date still to be made, without a file not worth keeping.
   */
  `create table media_form (
    creation_id uuid not null references creation(id),
    form text not null check (form in ('avif','jpeg','png')),
    sha256 text, mime text, bytes bigint check (bytes > 0),
    made_at timestamptz,
    tries smallint not null default 0,
    retry_at timestamptz not null default now(),
    primary key (creation_id, form),
    check (num_nulls(sha256, mime, bytes) in (0, 3)),
    check (sha256 is null or made_at is not null))`,
  `create index media_form_sha on media_form(sha256)`,
  `create index media_form_open on media_form(retry_at) where made_at is null`,
  /** A file we made and signed, by its bytes. Rows outlive the creation's files, so that a copy can still be recognised. */
  `create table provenance (
    sha256 text not null,
    creation_id uuid not null references creation(id),
    variant text not null,
    mime text not null,
    /** Compact JWS of contract/provenance's Manifest. */
    manifest text not null,
    created_at timestamptz not null default now(),
    primary key (sha256, creation_id, variant))`,
  `create index provenance_creation on provenance(creation_id)`,

  // Moderation
  `create table house_rule (
    id uuid primary key,
    phrases text[] not null check (cardinality(phrases) between 1 and 50),
    reason text not null,
    advice_fr text not null default '', advice_en text not null default '',
    enabled boolean not null default true,
    created_by uuid references member(id),
    created_at timestamptz not null default now())`,
  `create table refusal (
    id uuid primary key,
    member_id uuid not null references member(id),
    prompt text not null,
    /** SHA-256 of the words that were judged: what an appeal may allow. */
    words_sha256 text not null,
    reason text not null,
    passage text not null default '',
    /** The house rule, or the outside judge's category; empty for the built-in rules. */
    rule text not null default '',
    created_at timestamptz not null default now())`,
  `create index refusal_member on refusal(member_id, created_at)`,
  `create index refusal_words on refusal(member_id, words_sha256)`,
  `create index refusal_rule on refusal(rule, created_at)`,
  `create table appeal (
    id uuid primary key,
    refusal_id uuid not null unique references refusal(id),
    member_id uuid not null references member(id),
    words text not null,
    state text not null default 'open' check (state in ('open','allowed','kept')),
    answer text not null default '',
    decided_by uuid references member(id),
    created_at timestamptz not null default now(),
    decided_at timestamptz,
    check ((state = 'open') = (decided_at is null)))`,
  `create index appeal_open on appeal(created_at) where state = 'open'`,
  `create index appeal_member on appeal(member_id, created_at)`,

  // Notifications
  `create table notification (
    id bigint generated always as identity primary key,
    member_id uuid not null references member(id),
    about text not null check (about in ('done','failed','partly','appeal')),
    kind text, title text not null default '', code text,
    creation_id uuid references creation(id), job_id uuid references job(id),
    created_at timestamptz not null default now(),
    read_at timestamptz,
    /** When its mail was sent. */
    mailed_at timestamptz)`,
  `create index notification_member on notification(member_id, id)`,
  `create index notification_unread on notification(member_id) where read_at is null`,
  `create index notification_job on notification(job_id)`,
  /** Still to be sent. Taking the row is what sends: it comes back only when it surely did not arrive. */
  `create table notification_delivery (
    notification_id bigint not null references notification(id) on delete cascade,
    way text not null check (way in ('push','email')),
    /** The subscription's endpoint; empty for a mail. */
    target text not null default '',
    due_at timestamptz not null,
    tries smallint not null default 0,
    primary key (notification_id, way, target))`,
  `create index notification_delivery_due on notification_delivery(due_at)`,
  `create table notification_setting (
    member_id uuid primary key references member(id),
    push boolean not null default false,
    email boolean not null default false)`,
  `create table push_subscription (
    endpoint text primary key,
    member_id uuid not null references member(id),
    p256dh text not null, auth text not null,
    created_at timestamptz not null default now())`,
  `create index push_subscription_member on push_subscription(member_id)`,
  /** Open event streams of all replicas, for telling who is looking. Worth nothing after a crash. */
  `create unlogged table open_stream (
    id uuid primary key,
    member_id uuid not null,
    until timestamptz not null)`,
  `create index open_stream_member on open_stream(member_id)`,
];
