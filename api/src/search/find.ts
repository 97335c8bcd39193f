import { sql } from 'kysely';
import type { Db } from '../deps.ts';
import { and, or, tag, type Question, type Questions } from './ask.ts';

/** Entries numbered from the newest: the widths of the blocks that migration 9 writes, as powers of two. */
const BLOCKS = [12, 15, 18] as const;
/** Rows read for one question at most: so few that a word on everything costs little. */
const ROWS_MAX = 10_000;
/** So few entries are all read and put in order at once. */
const FEW = 2_000;

/** Of what days: from the first moment to before the last. */
export type Span = { readonly after?: Date; readonly before?: Date };
/** What entries must bear (a tsquery), and be of. */
export type Among = { readonly filter: string; readonly span: Span };

export type Found = { readonly id: string; readonly type: 'person' | 'agent' | 'creation' };

/**
 * Creations, best first, `want` at most: by what their questions are worth, among equals the newest first. Words on few
 * are read all at once; those on many are looked for among the newest entries, and further back only while too little
 * is found, so that no question walks through all of them.
 */
export async function findCreations(db: Db, questions: Questions, among: Among, want: number, last: number): Promise<readonly string[]> {
  const { titleWhole, titleBegun, textWhole, textBegun } = questions;
  if (textBegun.share * last <= FEW) return findOrdered(db, questions, among, want);
  const ids = new Set<string>();
  const seen = new Set<string>();
  for (const question of [titleWhole, titleBegun, textWhole, textBegun]) {
    if (ids.size >= want) break;
    if (seen.has(question.text)) continue;
    seen.add(question.text);
    for (const id of await findNewest(db, question, among, want, last)) ids.add(id);
  }
  return [...ids].slice(0, want);
}

async function findOrdered(db: Db, questions: Questions, { filter, span }: Among, want: number): Promise<readonly string[]> {
  const { titleWhole, titleBegun, textWhole, textBegun } = questions;
  const { rows } = await sql<{ id: string }>`
    select id from ${matching(and(filter, textBegun.text), ROWS_MAX, span)}
      order by case when words @@ ${titleWhole.text}::tsquery then 1 when words @@ ${titleBegun.text}::tsquery then 2
        when words @@ ${textWhole.text}::tsquery then 3 else 4 end, n desc limit ${want}`.execute(db);
  return rows.map(({ id }) => id);
}

async function findNewest(
  db: Db,
  { text, share }: Question,
  { filter, span }: Among,
  want: number,
  last: number,
): Promise<readonly string[]> {
  for (const [index, bits] of BLOCKS.entries()) {
    const width = 2 ** bits;
    // Two blocks: the newest may have only begun.
    if (share * width < want || width * 2 >= last) continue;
    const newest = Math.floor(last / width);
    const block = or([tag(`${index}:${newest}`), tag(`${index}:${Math.max(0, newest - 1)}`)]);
    const found = await find(db, and(block, filter, text), span, want);
    if (found.length >= want) return found;
  }
  return find(db, and(filter, text), span, want);
}

/** In the order of their age, as far as so many rows tell. */
async function find(db: Db, question: string, span: Span, want: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${matching(question, ROWS_MAX, span)} order by n desc limit ${want}`.execute(db);
  return rows.map(({ id }) => id);
}

/** People and agents, whose age says little. */
export async function findAny(db: Db, question: string, span: Span, most: number): Promise<readonly Found[]> {
  const { rows } = await sql<Found>`select id, type from ${matching(question, most, span)} order by n desc`.execute(db);
  return rows;
}

function matching(question: string, most: number, { after = null, before = null }: { readonly [B in keyof Span]?: Date | null }) {
  return sql`search_find(${question}::tsquery, ${most}::int, ${after}::timestamptz, ${before}::timestamptz)`;
}

/** Who and what has exactly this name or title: people and agents, then creations, newest first, so many of each. */
export async function findNamed(db: Db, name: string, want: number): Promise<readonly Found[]> {
  const { rows } = await sql<Found>`
    with folded as materialized (select search_fold(${name}) as name)
    (select id, type from search_entry where name = (select name from folded) and name <> '' and (type = 'creation') = false
      order by n desc limit ${want * 2})
    union all
    (select id, type from search_entry where name = (select name from folded) and name <> '' and (type = 'creation') = true
      order by n desc limit ${want})`.execute(db);
  return rows;
}

/** The highest number given to an entry. */
export async function lastNumber(db: Db): Promise<number> {
  const { rows } = await sql<{ last: string }>`select last_value as last from search_entry_n`.execute(db);
  return Number(rows[0]?.last ?? 0);
}
