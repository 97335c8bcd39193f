import { sql, type Kysely } from 'kysely';

/**
 * What anybody may find: people, agents and creations by their words, in one inverted index, kept by triggers in
 * the transaction that shows, hides or renames; and the vocabulary they are written in, by which a typed word is
 * read. Words are kept without accents, as they are written; stems stand in the vocabulary.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const SHOWN = `c.state = 'done' and c.visibility = 'published' and c.hidden_at is null and c.deleted_at is null and c.plot_x is not null`;
/** What is written beyond this is not searched. */
const LETTERS = 20_000;
/** Signs that the parser would read as part of an address, a path, a number or a tag. */
const SIGNS = `-/\\.@_:~&=?%#+<>''’`;
const INDEX = `create index search_entry_words on search_entry using gin (words) with (fastupdate = off)`;
const LIKENESS = `create index search_word_trgm on search_word using gin (word gin_trgm_ops);
      create index search_word_near on search_word using gin (search_near(word)) where length(word) between 3 and 24`;

const STATEMENTS = [
  // Stop words are known as they are written, with their accents: "the" is an article, "thé" is not.
  ...[
    ['fr', 'french'],
    ['en', 'english'],
  ].flatMap(([lang, name]) => [
    `create text search dictionary search_stop_${lang} (template = pg_catalog.simple, stopwords = ${name}, accept = false)`,
    `create text search configuration search_${lang} (parser = pg_catalog."default")`,
    `alter text search configuration search_${lang} add mapping for asciiword, word, numword, uint, sfloat
      with search_stop_${lang}, unaccent, pg_catalog.simple`,
  ]),

  /** The words of a text, once each, sorted: lower case, no accents, no stop words of its language. */
  `create function search_words(p_lang text, p_text text) returns text[] language sql stable parallel safe as $$
    select array(select word from unnest(tsvector_to_array(to_tsvector(('search_' || p_lang)::regconfig,
      translate(normalize(left(p_text, ${LETTERS}), NFKC), '${SIGNS}', repeat(' ', ${SIGNS.length - 1}))))) as word
      where length(word) <= 40) $$`,
  /** As names are compared: lower case, no accents, one space between words. */
  `create function search_fold(p_text text) returns text language sql stable parallel safe as $$
    select trim(regexp_replace(lower(unaccent(normalize(left(p_text, 200), NFKC))), '[^[:alnum:]]+', ' ', 'g')) $$`,
  /** A word and what is left of it without any one of its letters: two words a slip apart have one of these in common. */
  `create function search_near(p_word text) returns text[] language sql immutable parallel safe as $$
    select array_agg(distinct overlay(p_word placing '' from i for 1)) || p_word from generate_series(1, length(p_word)) as i $$`,

  /**
   * \`words\`: each word; \`^\` and each word of the title or name; \`#\` and what it can be filtered by; and the blocks
   * of numbers \`n\` that it lies in (4,096, 32,768, 262,144 wide), so that the newest can be asked for alone.
   */
  `create table search_entry (
    id uuid primary key,
    type text not null check (type in ('person','agent','creation')),
    n bigint not null,
    at timestamptz not null,
    /** Its title or name, folded. */
    name text not null,
    words tsvector not null)`,
  INDEX,
  `create index search_entry_name on search_entry (name, (type = 'creation'), n)`,
  `create sequence search_entry_n owned by search_entry.n`,
  /** Entries that came (1) and went (-1) since the vocabulary was counted. */
  `create table search_change (
    id bigint generated always as identity primary key,
    words tsvector not null,
    by smallint not null)`,
  `create table search_word (
    word text collate "C" primary key,
    /** Entries with the word, and those that have it in their title or name. */
    docs integer not null, titles integer not null,
    /** Null for stop words. */
    fr text collate "C", en text collate "C")`,
  `create index search_word_begin on search_word (word, docs)`,
  `create index search_word_first on search_word (left(word, 1), docs desc)`,
  `create index search_word_fr on search_word (fr)`,
  `create index search_word_en on search_word (en)`,
  LIKENESS,

  /** What may be found, as it stands; \`lexemes\` without the blocks. */
  `create view search_source as
    select c.id, 'creation' as type, coalesce(c.published_at, c.created_at) as at, search_fold(c.title) as name,
      search_words(c.lang, c.title || ' ' || c.prompt || ' ' || c.body)
        || array(select '^' || word from unnest(search_words(c.lang, c.title)) as word)
        || array['#creation', '#' || c.kind, '#by' || c.author_id,
                 '#m' || to_char(coalesce(c.published_at, c.created_at) at time zone 'UTC', 'YYYYMM')]
        || array(select distinct '#with' || v.agent_id from creation_step s join agent_version v on v.id = s.agent_version_id
                 where s.creation_id = c.id) as lexemes
      from creation c join member m on m.id = c.author_id
      where ${SHOWN} and m.hidden_at is null
    union all
    select a.id, 'agent', a.created_at, search_fold(v.name),
      search_words(v.lang, v.name || ' ' || v.role || ' ' || v.instructions)
        || array(select '^' || word from unnest(search_words(v.lang, v.name)) as word)
        || array['#agent', '#' || a.kind, '#by' || a.owner_id, '#m' || to_char(a.created_at at time zone 'UTC', 'YYYYMM')]
      from agent a join agent_version v on v.id = a.current_version join member m on m.id = a.owner_id
      where a.hidden_at is null and a.deleted_at is null and m.hidden_at is null
    union all
    select m.id, 'person', m.created_at, search_fold(m.name),
      search_words(m.lang, m.name || ' ' || m.handle)
        || array(select '^' || word from unnest(search_words(m.lang, m.name || ' ' || m.handle)) as word)
        || array['#person']
      from member m where m.hidden_at is null and m.deleted_at is null`,
  `create function search_blocks(p_n bigint) returns text[] language sql immutable parallel safe as $$
    select array['#0:' || (p_n >> 12), '#1:' || (p_n >> 15), '#2:' || (p_n >> 18)] $$`,

  /** Makes the entries of these members and notes what they are now: there, changed or gone. */
  `create function search_put(p_ids uuid[]) returns void language sql as $$
    with fresh as materialized (select * from search_source where id = any(p_ids)),
    old as materialized (select id, n, words from search_entry where id = any(p_ids) for update),
    gone as (delete from search_entry e using old where e.id = old.id and not exists (select from fresh where fresh.id = e.id)),
    put as (
      insert into search_entry as e (id, type, n, at, name, words)
      select id, type, n, at, name, array_to_tsvector(lexemes || search_blocks(n))
        from (select fresh.*, coalesce(old.n, nextval('search_entry_n')) as n from fresh left join old using (id)) f
      on conflict (id) do update set at = excluded.at, name = excluded.name,
        words = array_to_tsvector(array(select l from unnest(tsvector_to_array(excluded.words)) as l where l !~ '^#[0-2]:')
          || search_blocks(e.n))
      returning words)
    insert into search_change (words, by) select words, 1 from put union all select words, -1 from old $$`,

  // What changes together is put together. A session that fills a world sets \`oto.search\` to \`later\`, and rebuilds.
  ...onChange(
    'creation',
    `select array_agg(id) into ids from fresh where state = 'done' and visibility = 'published'`,
    `select array_agg(n.id) into ids from fresh n join old o on o.id = n.id
      where (n.visibility = 'published' or o.visibility = 'published')
        and (n.title, n.prompt, n.body, n.lang, n.kind, n.state, n.visibility, n.hidden_at is null, n.deleted_at is null, n.plot_x is null)
          is distinct from
            (o.title, o.prompt, o.body, o.lang, o.kind, o.state, o.visibility, o.hidden_at is null, o.deleted_at is null, o.plot_x is null)`,
  ),
  ...onChange(
    'creation_step',
    `select array_agg(distinct c.id) into ids from fresh n join creation c on c.id = n.creation_id where ${SHOWN}`,
  ),
  ...onChange('agent_version', `select array_agg(a.id) into ids from fresh n join agent a on a.current_version = n.id`),
  ...onChange(
    'agent',
    `select array_agg(id) into ids from fresh`,
    `select array_agg(n.id) into ids from fresh n join old o on o.id = n.id
      where (n.current_version, n.kind, n.owner_id, n.hidden_at is null, n.deleted_at is null)
        is distinct from (o.current_version, o.kind, o.owner_id, o.hidden_at is null, o.deleted_at is null)`,
  ),
  ...onChange(
    'member',
    `select array_agg(id) into ids from fresh`,
    // With a member who is hidden or shown goes all that is theirs.
    `with changed as (
        select n.id, (n.hidden_at is null) <> (o.hidden_at is null) as whole from fresh n join old o on o.id = n.id
        where (n.name, n.handle, n.lang, n.hidden_at is null, n.deleted_at is null)
          is distinct from (o.name, o.handle, o.lang, o.hidden_at is null, o.deleted_at is null))
      select array_agg(id) into ids from (
        select id from changed
        union all select a.id from agent a join changed on changed.id = a.owner_id where whole
        union all select c.id from creation c join changed on changed.id = c.author_id where whole and c.visibility = 'published') all_ids`,
  ),

  /** Takes up to so many changes into the vocabulary; how many it took. One at a time. */
  `create function search_count(p_most integer) returns integer language plpgsql as $$
    declare taken integer;
    begin
      if not pg_try_advisory_xact_lock(hashtext('oto.search')) then return 0; end if;
      with gone as (
        delete from search_change where id in (select id from search_change order by id limit p_most) returning words, by),
      tally as (
        select ltrim(lexeme, '^') as word, coalesce(sum(by) filter (where lexeme not like '^%'), 0) as docs,
            coalesce(sum(by) filter (where lexeme like '^%'), 0) as titles
          from gone, unnest(tsvector_to_array(gone.words)) as lexeme where lexeme not like '#%' group by 1),
      put as (
        insert into search_word as w (word, docs, titles, fr, en)
          select word, docs, titles, (ts_lexize('french_stem', word))[1], (ts_lexize('english_stem', word))[1]
            from tally where docs <> 0 or titles <> 0
        on conflict (word) do update set docs = w.docs + excluded.docs, titles = w.titles + excluded.titles)
      select count(*) into taken from gone;
      if taken > 0 then delete from search_word where docs <= 0; end if;
      return taken;
    end $$`,

  /** Makes entries and vocabulary anew; searches wait meanwhile. Numbers follow the dates. */
  `create function search_rebuild() returns void language plpgsql set work_mem = '256MB' set maintenance_work_mem = '512MB' as $$
    declare batch uuid[];
    begin
      perform pg_advisory_xact_lock(hashtext('oto.search'));
      -- Plans need to know how large the tables have become.
      analyze creation, creation_step, agent, agent_version, member;
      drop index search_entry_words, search_word_trgm, search_word_near;
      truncate search_entry, search_change, search_word;
      alter sequence search_entry_n restart;
      for batch in
        select array_agg(id order by k) from (
          select id, row_number() over (order by at, id) as k from (
            select id, coalesce(published_at, created_at) as at from creation where visibility = 'published'
            union all select id, created_at from agent
            union all select id, created_at from member) every) numbered
        group by k / 10000 order by k / 10000
      loop
        insert into search_entry (id, type, n, at, name, words)
          select id, type, n, at, name, array_to_tsvector(lexemes || search_blocks(n))
            from (select s.*, nextval('search_entry_n') as n from search_source s where s.id = any(batch) order by s.at, s.id) numbered;
      end loop;
      ${INDEX};
      insert into search_word (word, docs, titles, fr, en)
        select ltrim(word, '^'), coalesce(sum(ndoc) filter (where word not like '^%'), 0), coalesce(sum(ndoc) filter (where word like '^%'), 0),
            (ts_lexize('french_stem', ltrim(word, '^')))[1], (ts_lexize('english_stem', ltrim(word, '^')))[1]
          from ts_stat('select words from search_entry') where word not like '#%' group by ltrim(word, '^');
      ${LIKENESS};
    end $$`,

  /** Entries that match, at most so many, in no order: the index alone decides, whatever the planner knows of its words. */
  `create function search_find(p_query tsquery, p_most integer) returns table (id uuid, type text, n bigint, words tsvector)
    language sql stable set enable_seqscan = off set jit = off set work_mem = '32MB' as $$
    select id, type, n, words from search_entry where words @@ p_query limit p_most $$`,

  `select search_rebuild()`,
];

/** Triggers that put what changed in a table; \`inserted\` and \`updated\` choose \`ids\` among the rows \`fresh\` and \`old\`. */
function onChange(table: string, inserted: string, updated?: string): readonly string[] {
  const body = (choose: string) => `
    declare ids uuid[];
    begin
      if current_setting('oto.search', true) = 'later' then return null; end if;
      ${choose};
      if cardinality(ids) > 0 then perform search_put(ids); end if;
      return null;
    end`;
  return [
    `create function search_${table}_came() returns trigger language plpgsql as $$${body(inserted)} $$`,
    `create trigger search_came after insert on ${table} referencing new table as fresh
      for each statement execute function search_${table}_came()`,
    ...(updated === undefined
      ? []
      : [
          `create function search_${table}_changed() returns trigger language plpgsql as $$${body(updated)} $$`,
          `create trigger search_changed after update on ${table} referencing new table as fresh old table as old
            for each statement execute function search_${table}_changed()`,
        ]),
  ];
}
