import { sql, type Kysely } from 'kysely';

/** What people make of each other's notes, whom they follow and block, jars of tokens, reports, and the servers' log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const SUBJECT = `check (subject in ('agent','creation','comment','member'))`;
const REPORT_REASON = `check (reason in ('illegal','minors','hate','violence','sexual','privacy','rights','spam','other'))`;

const STATEMENTS = [
  `alter table member add column bio text not null default '' check (length(bio) <= 280)`,
  /** Whom one may mean by the beginning of a handle or name. */
  `create index member_handle_begins on member(handle text_pattern_ops)`,
  `create index member_name_begins on member(lower(name) text_pattern_ops)`,
  /** The older take, where somebody made a creation of theirs again. */
  `alter table creation add column remake_of uuid references creation(id)`,
  `create index creation_remake on creation(remake_of) where remake_of is not null`,
  `create index creation_author_published on creation(author_id, id desc) where visibility = 'published'`,
  `create index creation_published on creation(published_at desc, id desc) where visibility = 'published'`,

  // Likes, votes, comments. Notes are agents or creations, which share one space of ids.
  `create table note_like (
    note_id uuid not null, note_type text not null check (note_type in ('agent','creation')),
    member_id uuid not null references member(id),
    created_at timestamptz not null default now(),
    primary key (note_id, member_id))`,
  `create index note_like_member on note_like(member_id, created_at desc)`,
  /** The Monday of an ISO week of Europe/Paris. */
  `create table vote (
    week date not null check (extract(isodow from week) = 1),
    creation_id uuid not null references creation(id),
    member_id uuid not null references member(id),
    created_at timestamptz not null default now(),
    primary key (week, creation_id, member_id))`,
  `create index vote_member on vote(member_id, week)`,
  /** The wall of a week that is over: written once, when it ends. */
  `create table featured (
    week date not null check (extract(isodow from week) = 1),
    position smallint not null check (position > 0),
    creation_id uuid not null references creation(id),
    votes integer not null check (votes > 0),
    primary key (week, position), unique (week, creation_id))`,
  `create table comment (
    id uuid primary key,
    note_id uuid not null, note_type text not null check (note_type in ('agent','creation')),
    /** The first comment of its thread. */
    thread_id uuid references comment(id),
    author_id uuid not null references member(id),
    body text not null, lang text not null check (lang in ('fr','en')),
    key text not null, request_hash text not null,
    created_at timestamptz not null default now(),
    edited_at timestamptz,
    hidden_at timestamptz, hidden_reason text,
    deleted_at timestamptz, deleted_reason text,
    unique (author_id, key))`,
  `create index comment_note on comment(note_id, id) where thread_id is null`,
  `create index comment_thread on comment(thread_id, id) where thread_id is not null`,
  `create index comment_author on comment(author_id, id desc)`,
  `create index comment_created on comment(created_at desc, id desc)`,
  `create index agent_created on agent(created_at desc, id desc)`,
  `create table comment_mention (
    comment_id uuid not null references comment(id) on delete cascade,
    member_id uuid not null references member(id),
    primary key (comment_id, member_id))`,
  `create index comment_mention_member on comment_mention(member_id)`,
  /**
   * What people made of a note, kept with the rows it counts, in one transaction. \`told\` false: the readers of its
   * region are still to be told.
   */
  `create table note_count (
    note_id uuid primary key,
    likes integer not null default 0 check (likes >= 0),
    comments integer not null default 0 check (comments >= 0),
    /** Of this week. */
    votes integer not null default 0 check (votes >= 0),
    week date,
    told boolean not null default true)`,
  `create index note_count_untold on note_count(note_id) where not told`,
  `create index note_count_votes on note_count(week) where votes > 0`,
  /** When the readers of a region were last told of counts. */
  `create table region_told (plot_x integer not null, plot_y integer not null, told_at timestamptz not null, primary key (plot_x, plot_y))`,

  // People
  `create table follow (
    follower_id uuid not null references member(id),
    member_id uuid not null references member(id),
    created_at timestamptz not null default now(),
    primary key (follower_id, member_id), check (follower_id <> member_id))`,
  `create index follow_member on follow(member_id, created_at desc)`,
  `create table block (
    member_id uuid not null references member(id),
    blocked_id uuid not null references member(id),
    created_at timestamptz not null default now(),
    primary key (member_id, blocked_id), check (member_id <> blocked_id))`,
  `create index block_blocked on block(blocked_id)`,
  /** Whom an owner blocks no longer writes in their plots: an edit judged by what was allowed before is judged anew. */
  `create function block_changed() returns trigger language plpgsql as $$
    begin
      update plot set rights = rights + 1 where owner_id = coalesce(new.member_id, old.member_id);
      return null;
    end $$`,
  `create trigger block_changed after insert or delete on block
    for each row execute function block_changed()`,

  // Notifications of what others did
  `alter table notification drop constraint notification_about_check`,
  `alter table notification add constraint notification_about_check check (about in
    ('done','failed','partly','appeal','forked','liked','commented','answered','mentioned','followed','featured','sponsored','statement','report'))`,
  `alter table notification add column actor_id uuid references member(id), add column comment_id uuid references comment(id),
    add column agent_id uuid references agent(id),
    /** Others who did the same since it was last read, beside the actor. */
    add column more integer not null default 0 check (more >= 0)`,

  // Jars: a gift is a hold on its giver's wallet, so tokens leave nobody until a branch is made.
  `create table jar_gift (
    id uuid primary key,
    creation_id uuid not null references creation(id),
    member_id uuid not null references member(id),
    key text not null, request_hash text not null,
    tokens bigint not null check (tokens > 0),
    spent bigint not null default 0 check (spent between 0 and tokens),
    /** spending: all that is left is held by a job. */
    state text not null default 'open' check (state in ('open','spending','spent','returned')),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    closed_at timestamptz,
    unique (member_id, key))`,
  `create index jar_gift_open on jar_gift(creation_id, id) where state in ('open','spending')`,
  `create index jar_gift_member on jar_gift(member_id, id desc)`,
  `create index jar_gift_due on jar_gift(expires_at) where state = 'open'`,
  /** What a job holds of a gift. */
  `create table jar_spend (
    job_id uuid not null references job(id),
    gift_id uuid not null references jar_gift(id),
    held bigint not null check (held > 0),
    /** Null while the job is open. */
    spent bigint check (spent between 0 and held),
    primary key (job_id, gift_id))`,

  // Safety
  `create table report (
    id uuid primary key,
    subject text not null ${SUBJECT},
    subject_id uuid not null,
    /** Whose it was, and what it was called, when it was reported. */
    owner_id uuid references member(id), title text not null default '',
    reporter_id uuid references member(id),
    email text,
    reason text not null ${REPORT_REASON},
    words text not null default '',
    state text not null default 'open' check (state in ('open','upheld','rejected')),
    answer text not null default '',
    decided_by uuid references member(id),
    created_at timestamptz not null default now(),
    decided_at timestamptz)`,
  `create unique index report_once on report(subject, subject_id, reporter_id) where state = 'open' and reporter_id is not null`,
  `create index report_open on report(subject, subject_id) where state = 'open'`,
  `create index report_reporter on report(reporter_id, id desc)`,
  `create table statement_of_reasons (
    id uuid primary key,
    member_id uuid not null references member(id),
    subject text not null ${SUBJECT},
    subject_id uuid not null,
    title text not null default '',
    sanction text not null check (sanction in ('none','hide','delete','suspend')),
    ground text not null check (ground in ('law','terms')),
    reason text not null ${REPORT_REASON},
    facts text not null,
    automated boolean not null default false,
    decided_by uuid references member(id),
    created_at timestamptz not null default now(),
    lifted_at timestamptz,
    appeal_words text, appealed_at timestamptz,
    appeal_state text check (appeal_state in ('open','lifted','kept')),
    appeal_answer text not null default '',
    appeal_by uuid references member(id), appeal_decided_at timestamptz)`,
  `create index statement_member on statement_of_reasons(member_id, id desc)`,
  /** Who is suspended: asked with every change that a member makes. */
  `create index statement_suspends on statement_of_reasons(member_id) where sanction = 'suspend' and lifted_at is null`,
  // The payload is the member. Sent at commit, so whoever asks again sees whether they are suspended.
  `create function standing_changed() returns trigger language plpgsql as $$
    begin
      perform pg_notify('standing', new.member_id::text);
      return null;
    end $$`,
  `create trigger standing_changed after insert or update of lifted_at on statement_of_reasons
    for each row when (new.sanction = 'suspend') execute function standing_changed()`,
  `create index statement_appealed on statement_of_reasons(appealed_at) where appeal_state = 'open'`,

  /** What an operator deletes loses its name too: it stays on what others made with it. */
  `drop trigger agent_version_frozen on agent_version`,
  `create trigger agent_version_frozen before update on agent_version for each row
    when (new.role <> '' or new.instructions <> '' or new.name not in (old.name, '…')
      or (new.id, new.agent_id, new.version, new.kind, new.engine, new.model, new.fee, new.lang, new.created_at)
      is distinct from (old.id, old.agent_id, old.version, old.kind, old.engine, old.model, old.fee, old.lang, old.created_at))
    execute function refuse_change()`,

  // The servers' log: bounded in age and number, worth nothing after a crash.
  `create unlogged table log_line (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    service text not null, replica text not null,
    level smallint not null,
    message text not null,
    request_id text,
    fields jsonb not null default '{}')`,
  `create index log_line_level on log_line(level, id desc)`,
  `create index log_line_request on log_line(request_id) where request_id is not null`,
];
