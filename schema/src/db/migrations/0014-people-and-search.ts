import { sql, type Kysely } from 'kysely';

/** Words of the search are letters and digits alone; a search of some days is answered of them alone; what is asked at each like, follow and comment has an index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** As in 0009. */
const LETTERS = 20_000;
const SIGNS = `-/\\.@_:~&=?%#+<>''’`;

const STATEMENTS = [
  /**
   * \`unaccent\` turns some letters into signs (ʼ into an apostrophe, ˆ into the mark of a title) and leaves the vowel
   * signs of some scripts: what is left of a word is what a typed one is read as.
   */
  `create or replace function search_words(p_lang text, p_text text) returns text[] language sql stable parallel safe as $$
    select array(select distinct word collate "C" from unnest(string_to_array(regexp_replace(array_to_string(
        tsvector_to_array(to_tsvector(('search_' || p_lang)::regconfig,
          translate(normalize(left(p_text, ${LETTERS}), NFKC), '${SIGNS}', repeat(' ', ${SIGNS.length - 1})))), ' '),
        '[^[:alnum:] ]', '', 'g'), ' ')) as word
      where word <> '' and length(word) <= 40 order by 1) $$`,
  `select search_put(array(select id from search_entry where exists (
    select from unnest(tsvector_to_array(words)) as word where word !~ '^#' and word !~ '^\\^?[[:alnum:]]+$')))`,

  /** Entries that match and are of this span, at most so many, in no order: the index alone decides, whatever the planner knows of its words. */
  `drop function search_find(tsquery, integer)`,
  `create function search_find(p_query tsquery, p_most integer, p_after timestamptz default null, p_before timestamptz default null)
    returns table (id uuid, type text, n bigint, words tsvector)
    language sql stable set enable_seqscan = off set jit = off set work_mem = '32MB' as $$
    select id, type, n, words from search_entry
      where words @@ p_query and (p_after is null or at >= p_after) and (p_before is null or at < p_before) limit p_most $$`,

  // Asked with each like and follow, of members with any number of news.
  `create index notification_liked_creation on notification(creation_id) where about = 'liked'`,
  `create index notification_liked_agent on notification(agent_id) where about = 'liked'`,
  `create index notification_followed on notification(member_id, actor_id) where about = 'followed'`,
  /** Who was told of a comment. */
  `create index notification_comment on notification(comment_id, member_id) where comment_id is not null`,
  /** What was taken off and still says something. */
  `create index comment_taken_off on comment(deleted_at) where deleted_at is not null and body <> ''`,
];
