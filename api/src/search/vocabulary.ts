import { sql } from 'kysely';
import type { Db } from '../deps.ts';
import { nearest } from './likeness.ts';
import type { Typed } from './typed-words.ts';

/** A word that somebody wrote: in so many entries, and in the titles or names of so many. */
export type Form = { readonly word: string; readonly docs: number; readonly titles: number };

/** What a typed word stands for. */
export type Word = {
  /** Without accents. */
  readonly text: string;
  /** Says little: an article, a preposition. */
  readonly isStop: boolean;
  readonly isBeginning: boolean;
  /** Itself if it is written anywhere, words of its family, and what it may become. */
  readonly forms: readonly Form[];
  /** What was meant instead, where nobody, or hardly anybody, wrote what was typed; with its family. */
  readonly meant: { readonly text: string; readonly forms: readonly Form[] } | null;
};

/** Words of one family, and words one beginning may become. */
const FAMILY = 64;
const ENDINGS = 256;
/** For a letter or two, which may become almost anything. */
const ENDINGS_SHORT = 48;
const NEAR = 60;
/** Slips in shorter words are anybody's guess. */
const MEANT_LEAST = 4;
/** Written so rarely, a word may itself be a slip: of one that is so many times as common. */
const RARE = 12;
const COMMONER = 100;

/** Reads typed words by the vocabulary. */
export async function readWords(db: Db, { words, unfinished }: Typed): Promise<readonly Word[]> {
  if (words.length === 0) return [];
  const { rows: folded } = await sql<{ word: string; stop: boolean }>`
    select lower(unaccent(raw)) as word,
        coalesce(ts_lexize('search_stop_fr', raw) = '{}', false) or coalesce(ts_lexize('search_stop_en', raw) = '{}', false) as stop
      from unnest(${words}::text[]) with ordinality as typed(raw, k) order by k`.execute(db);
  const plain = folded.flatMap(({ word, stop }, index) => {
    const text = word.replaceAll(/[^\p{L}\p{N}]+/gu, '');
    return text === '' ? [] : [{ text, isStop: stop, isBeginning: unfinished && index === folded.length - 1 }];
  });
  const forms = await readForms(db, plain);
  return Promise.all(
    plain.map(async (word, index): Promise<Word> => {
      const own = forms[index] ?? [];
      return { ...word, forms: own, meant: await readMeant(db, word.text, word.isBeginning, own) };
    }),
  );
}

type Plain = Pick<Word, 'text' | 'isBeginning'>;

async function readForms(db: Db, words: readonly Plain[]): Promise<readonly (readonly Form[])[]> {
  const beginning = words.at(-1)?.isBeginning === true ? (words.at(-1)?.text ?? '') : '';
  const last = words.length;
  const texts = words.map(({ text }) => text);
  const endings = beginning.length < 3 ? ENDINGS_SHORT : ENDINGS;
  const { rows } = await sql<Form & { k: number }>`
    with typed as materialized (
      select word, k, (ts_lexize('french_stem', word))[1] as fr, (ts_lexize('english_stem', word))[1] as en
        from unnest(${texts}::text[]) with ordinality as t(word, k))
    select distinct k::integer, word, docs, titles from (
      select t.k, w.word, w.docs, w.titles from typed t join search_word w on w.word = t.word
      union all
      select t.k, w.* from typed t, lateral (
        select word, docs, titles from search_word where fr = t.fr order by docs desc limit ${FAMILY}) w where length(t.word) > 2
      union all
      select t.k, w.* from typed t, lateral (
        select word, docs, titles from search_word where en = t.en order by docs desc limit ${FAMILY}) w where length(t.word) > 2
      union all
      ${beginning === '' ? sql`select 0, '', 0, 0 where false` : readEndings(beginning, last, endings)}) all_forms`.execute(db);
  return words.map((_, index) => rows.filter(({ k }) => k === index + 1).toSorted((a, b) => b.docs - a.docs));
}

/** The most written words that begin so. */
function readEndings(beginning: string, k: number, most: number) {
  const range =
    beginning.length === 1 ? sql`left(word, 1) = ${beginning}` : sql`word >= ${beginning} and word < ${`${beginning}\u{10ffff}`}`;
  return sql`(select ${k}::bigint, word, docs, titles from search_word where ${range} order by docs desc limit ${most})`;
}

async function readMeant(db: Db, text: string, isBeginning: boolean, forms: readonly Form[]): Promise<Word['meant']> {
  const written = forms.reduce((sum, { docs }) => sum + docs, 0);
  if (text.length < MEANT_LEAST || text.length > 24 || written > RARE) return null;
  const { rows } = await sql<Form>`
    select word, docs, titles from search_word
      where length(word) between 3 and 24 and search_near(word) && search_near(${text})
    union
    (select word, docs, titles from search_word where word % ${text} order by similarity(word, ${text}) desc, docs desc limit ${NEAR})`.execute(
    db,
  );
  const [best] = nearest(text, rows, isBeginning);
  if (best === undefined || best.docs < COMMONER * written) return null;
  const [family = []] = await readForms(db, [{ text: best.word, isBeginning: false }]);
  return { text: best.word, forms: family.length === 0 ? [best] : family };
}
