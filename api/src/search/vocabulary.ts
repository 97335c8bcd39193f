import { sql } from 'kysely';
import type { Db } from '../deps.ts';
import { nearest } from './likeness.ts';
import type { Typed } from './typed-words.ts';

/** A word that somebody wrote: in so many entries, and in the titles or names of so many. */
export type Form = { readonly word: string; readonly docs: number; readonly titles: number };

/** What a typed word stands for. */
export type Word = {
  /** Lower case letters and digits, without accents. */
  readonly text: string;
  /** Says little: an article, a preposition. */
  readonly isStop: boolean;
  readonly isBeginning: boolean;
  /** Itself if it is written anywhere, and words of its family. */
  readonly forms: readonly Form[];
  /** What a beginning may become, the most written first. */
  readonly endings: readonly Form[];
  /** What was meant instead, where nobody, or hardly anybody, wrote what was typed; with its family. */
  readonly meant: { readonly text: string; readonly forms: readonly Form[] } | null;
};

/** Words of one family, and words one beginning may become. */
const FAMILY = 64;
export const ENDINGS = 256;
/** For a letter or two, which may become almost anything. */
const ENDINGS_SHORT = 24;
const NEAR = 60;
/** Slips in shorter words are anybody's guess. */
const MEANT_LEAST = 4;
/** Among other words, which tell which of them is meant. */
const MEANT_MOST = 3;
/** Written so rarely, a word may itself be a slip: of one that is so many times as common. */
const RARE = 30;
const COMMONER = 100;

type Row = Form & { readonly k: number; readonly via: 'typed' | 'stop' | 'form' | 'ending' };

/** Reads typed words by the vocabulary. */
export async function readWords(db: Db, { words, unfinished }: Typed): Promise<readonly Word[]> {
  if (words.length === 0) return [];
  const rows = await readRows(db, words, unfinished);
  const read = words.flatMap((_, index) => {
    const own = rows.filter(({ k }) => k === index + 1);
    const typed = own.find(({ via }) => via === 'typed' || via === 'stop');
    if (!typed || typed.word === '') return [];
    const byDocs = (via: Row['via']) => own.filter((row) => row.via === via).toSorted((a, b) => b.docs - a.docs);
    const isBeginning = unfinished && index === words.length - 1;
    return { text: typed.word, isStop: typed.via === 'stop', isBeginning, forms: byDocs('form'), endings: byDocs('ending') };
  });
  return Promise.all(read.map(async (word) => ({ ...word, meant: await readMeant(db, word, read.length > 1 ? MEANT_MOST : 1) })));
}

/** The words themselves, without accents, and what the vocabulary has for each. */
async function readRows(db: Db, words: readonly string[], unfinished: boolean): Promise<readonly Row[]> {
  const last = words.at(-1) ?? '';
  const ends = unfinished ? words.length : 0;
  const most = last.length < 3 ? ENDINGS_SHORT : ENDINGS;
  const { rows } = await sql<Row>`
    with typed as materialized (
      select k, word, (ts_lexize('french_stem', word))[1] as fr, (ts_lexize('english_stem', word))[1] as en,
          coalesce(ts_lexize('search_stop_fr', raw) = '{}', false) or coalesce(ts_lexize('search_stop_en', raw) = '{}', false) as stop
        from (select raw, k, regexp_replace(lower(unaccent(raw)), '[^[:alnum:]]', '', 'g') as word
          from unnest(${words}::text[]) with ordinality as r(raw, k)) plain)
    select k::integer, case when stop then 'stop' else 'typed' end as via, word, 0 as docs, 0 as titles from typed
    union
    select t.k::integer, 'form', w.word, w.docs, w.titles from typed t join search_word w on w.word = t.word
    union
    select t.k::integer, 'form', w.* from typed t, lateral (
      select word, docs, titles from search_word where fr = t.fr order by docs desc limit ${FAMILY}) w where length(t.word) > 2
    union
    select t.k::integer, 'form', w.* from typed t, lateral (
      select word, docs, titles from search_word where en = t.en order by docs desc limit ${FAMILY}) w where length(t.word) > 2
    union all
    select t.k::integer, 'ending', w.* from typed t, lateral (
      select word, docs, titles from search_word where word > t.word and word < t.word || ${'\u{10ffff}'}
        order by docs desc limit ${most}) w where t.k = ${ends} and length(t.word) > 1
    union all
    select t.k::integer, 'ending', w.* from typed t, lateral (
      select word, docs, titles from search_word where left(word, 1) = t.word order by docs desc limit ${most}) w
        where t.k = ${ends} and length(t.word) = 1`.execute(db);
  return rows;
}

async function readMeant(db: Db, { text, isBeginning, forms, endings }: Omit<Word, 'meant'>, most: number): Promise<Word['meant']> {
  const written = [...forms, ...endings].reduce((sum, { docs }) => sum + docs, 0);
  if (text.length < MEANT_LEAST || text.length > 24 || /\p{N}/u.test(text) || written > RARE) return null;
  const { rows } = await sql<Form>`
    select word, docs, titles from search_word
      where length(word) between 3 and 24 and search_near(word) && search_near(${text})
    union
    (select word, docs, titles from search_word where word % ${text} order by similarity(word, ${text}) desc, docs desc limit ${NEAR})`.execute(
    db,
  );
  const best = nearest(text, rows, isBeginning).filter(({ docs }) => docs >= COMMONER * written);
  const [first] = best;
  if (first === undefined) return null;
  const chosen = best.slice(0, most).map(({ word }) => word);
  const families = await readRows(db, chosen, false);
  return { text: first.word, forms: families.filter(({ via }) => via === 'form') };
}
