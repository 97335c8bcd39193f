import { sql } from 'kysely';
import type { Db } from '../deps.ts';
import { and, or, tag, type Question } from './ask.ts';

/** Entries numbered from the newest: the widths of the blocks that migration 9 writes, as powers of two. */
const BLOCKS = [12, 15, 18] as const;
/** Rows read for one question at most: so few that a word on everything costs little. */
const ROWS_MAX = 10_000;

export type Found = { readonly id: string; readonly n: string };

/**
 * The newest entries that answer a question, `want` at most. What is on everything is looked for among the newest
 * entries alone, and further back only while too little is found, so that no question walks through all of them.
 */
export async function findNewest(db: Db, { text, share }: Question, filter: string, want: number, last: number): Promise<readonly Found[]> {
  for (const [index, bits] of BLOCKS.entries()) {
    const width = 2 ** bits;
    // Two blocks: the newest may have only begun.
    if (share * width < want || width * 2 >= last) continue;
    const newest = Math.floor(last / width);
    const block = or([tag(`${index}:${newest}`), tag(`${index}:${Math.max(0, newest - 1)}`)]);
    const found = await find(db, and(block, filter, text), want);
    if (found.length >= want) return found;
  }
  return find(db, and(filter, text), want);
}

/** Entries that answer a question, of however many, in the order of their age as far as so many rows tell. */
async function find(db: Db, question: string, want: number): Promise<readonly Found[]> {
  const { rows } = await sql<Found>`
    select id, n from search_find(${question}::tsquery, ${ROWS_MAX}) order by n desc limit ${want}`.execute(db);
  return rows;
}

/** Of people and agents, whose age says little. */
export async function findAny(db: Db, { text }: Question, filter: string, want: number): Promise<readonly Found[]> {
  const { rows } = await sql<Found>`select id, n from search_find(${and(filter, text)}::tsquery, ${want}) order by n desc`.execute(db);
  return rows;
}

/** Who and what has exactly this name or title, newest first. */
export async function findNamed(db: Db, type: 'person' | 'agent' | 'creation', name: string, want: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from search_entry where name = search_fold(${name}) and name <> '' and type = ${type} order by n desc limit ${want}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** The highest number given to an entry. */
export async function lastNumber(db: Db): Promise<number> {
  const { rows } = await sql<{ last: string }>`select last_value as last from search_entry_n`.execute(db);
  return Number(rows[0]?.last ?? 0);
}
