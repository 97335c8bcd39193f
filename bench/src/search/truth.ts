import type pg from 'pg';
import type { Query } from './query.ts';

/**
 * What a search should find: the first ten of all published creations that answer the words as they are meant, read
 * one and all, without any bound. Whole words of the title before those it begins with, the title before the text, the
 * newest first.
 */
export async function truthOf(client: pg.ClientBase, { meant }: Query): Promise<readonly string[]> {
  const { rows: words } = await client.query<{ word: string; stop: boolean; family: string[] }>(
    `with typed as (
       select raw, k, lower(unaccent(raw)) as word,
           ts_lexize('search_stop_fr', lower(raw)) = '{}' or ts_lexize('search_stop_en', lower(raw)) = '{}' as stop
         from unnest($1::text[]) with ordinality as t(raw, k))
     select word, coalesce(stop, false) as stop, array(
         select w.word from search_word w where w.word = typed.word
           or (length(typed.word) > 2 and (w.fr = (ts_lexize('french_stem', typed.word))[1] or w.en = (ts_lexize('english_stem', typed.word))[1]))
       ) as family
       from typed order by k`,
    [meant],
  );
  const last = words.at(-1);
  const telling = words.filter(({ stop }) => !stop);
  const needed = telling.length === 0 ? words : telling;
  const question = (mark: string, begun: boolean): string =>
    needed
      .map((one) => {
        const forms = [...new Set([one.word, ...one.family])].map((word) => `'${mark}${word}'`);
        return `(${[...forms, ...(begun && one === last ? [`'${mark}${one.word}':*`] : [])].join(' | ')})`;
      })
      .join(' & ');
  const questions = [question('^', false), question('^', true), question('', false), question('', true)];
  const { rows } = await client.query<{ id: string }>(
    `select id from search_entry where type = 'creation' and words @@ $4::tsquery
       order by case when words @@ $1::tsquery then 1 when words @@ $2::tsquery then 2 when words @@ $3::tsquery then 3 else 4 end, n desc limit 10`,
    questions,
  );
  return rows.map(({ id }) => id);
}
