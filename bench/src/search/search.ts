import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startStack } from '@oto/ops/local/stack';
import { openTarget } from '@oto/ops/world/target';
import { below, stream } from '@oto/ops/world/draw';
import { uuidFromId } from '@oto/schema/base/id';
import { SearchResult } from '@oto/schema/contract/search';
import type { Benchmark, Figures } from '../figures/report.ts';
import { percentile } from '../figures/percentile.ts';
import { fillCorpus } from './corpus.ts';
import { queryOf, type Query } from './query.ts';
import { truthOf } from './truth.ts';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const SEED = 7;
/** Limits would answer before the search does. */
const ENVIRONMENT = { NODE_ENV: 'development', LIMITS_FACTOR: '10000', PAYMENTS: 'off', OTO_SEED: '0' };

/**
 * Search over a world of its own, of real words as often as languages use them: one client types one search after the
 * other, letter by letter, each letter a request that nobody asked before. `recall_at_10`: what part of the ten that an
 * exhaustive reading of the words as they are meant finds is among the first ten told. Cold: the first hundred letters after a
 * restart.
 */
export const benchSearch: Benchmark = async ({ quick, say }) => {
  const creations = quick ? 20_000 : 1_000_000;
  const kept = process.env.OTO_WORLD;
  const data = kept ? resolve(kept) : await mkdtemp(join(tmpdir(), 'oto-search-'));
  if (!kept) await chmod(data, 0o755);
  try {
    await fill(data, creations, say);
    const stack = await startStack({ root: ROOT, data, port: 0, env: ENVIRONMENT, onStep: say, onTrouble: say });
    try {
      return await measure({ databaseUrl: stack.databaseUrl, url: stack.url, quick, say });
    } finally {
      await stack.stop();
    }
  } finally {
    if (!kept) await rm(data, { recursive: true, force: true });
  }
};

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** By a server that ends before the search begins, so that nothing of it is left in memory. */
async function fill(data: string, creations: number, say: (line: string) => void): Promise<void> {
  const target = await openTarget({ data, databaseUrl: undefined, mediaFolder: undefined });
  if (!target.ok) throw new Error(`the folder is in use: ${target.code}`);
  await using opened = target.value;
  const { rows } = await opened.client.query<{ there: boolean }>('select exists (select from creation offset $1) as there', [
    creations - 1,
  ]);
  if (rows[0]?.there !== true) await fillCorpus(opened.client, creations, say);
  await opened.complete();
}

type Ground = { readonly databaseUrl: string; readonly url: string; readonly quick: boolean; readonly say: (line: string) => void };

function measure({ databaseUrl, url, quick, say }: Ground): Promise<Figures> {
  return withClient(databaseUrl, async (client) => {
    const queries = await queriesOf(client, quick ? 60 : 300);
    const cold = await typeAll(
      url,
      queries.slice(0, 12).map(({ typed }) => typed),
    );
    say(`cold: ${cold.length} letters, p50 ${percentile(cold, 0.5)} ms, p99 ${percentile(cold, 0.99)} ms`);
    const warm = await typeAll(
      url,
      queries.slice(12).map(({ typed }) => typed),
    );
    say(`warm: ${warm.length} letters, p50 ${percentile(warm, 0.5)} ms, p99 ${percentile(warm, 0.99)} ms`);
    const { rows } = await client.query<{ creations: number; words: number }>(
      `select (select count(*) from search_entry where type = 'creation')::integer as creations, (select count(*) from search_word)::integer as words`,
    );
    return {
      creations: rows[0]?.creations ?? 0,
      words: rows[0]?.words ?? 0,
      letters: warm.length,
      p50_ms: percentile(warm, 0.5),
      p99_ms: percentile(warm, 0.99),
      cold_p50_ms: percentile(cold, 0.5),
      cold_p99_ms: percentile(cold, 0.99),
      queries: queries.length,
      recall_at_10: await recallOf(client, url, queries, say),
    };
  });
}

/** Searches for words of titles that are there. */
async function queriesOf(client: pg.ClientBase, count: number): Promise<readonly Query[]> {
  const random = stream('search', 'queries', SEED);
  const { rows: ids } = await client.query<{ last: string }>('select last_value as last from search_entry_n');
  const last = Number(ids[0]?.last ?? 0);
  const queries: Query[] = [];
  while (queries.length < count) {
    const { rows } = await client.query<{ title: string; lang: 'fr' | 'en' }>(
      `select title, lang from search_entry e join creation c on c.id = e.id where n = $1`,
      [1 + below(random, last)],
    );
    const [found] = rows;
    const words = (found?.title ?? '')
      .toLowerCase()
      .split(' ')
      .filter((word) => word.length >= 5);
    if (found !== undefined && words.length > 0) queries.push(queryOf(random, { words, lang: found.lang }));
  }
  return queries;
}

/** Milliseconds of each letter's answer, headers and body. */
async function typeAll(url: string, texts: readonly string[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const text of new Set(texts)) {
    for (let length = 1; length <= text.length; length++) {
      if (text[length - 1] === ' ') continue;
      const started = performance.now();
      await ask(url, text.slice(0, length));
      times.push(performance.now() - started);
    }
  }
  return times;
}

async function recallOf(client: pg.ClientBase, url: string, queries: readonly Query[], say: (line: string) => void): Promise<number> {
  let [told, should] = [0, 0];
  for (const query of queries) {
    const truth = await truthOf(client, query);
    const { hits } = await ask(url, query.typed, '&in=creations');
    const first = new Set(hits.slice(0, 10).map((hit) => (hit.type === 'person' ? '' : uuidFromId(hit.id))));
    const among = truth.filter((id) => first.has(id)).length;
    if (among < truth.length * 0.8) say(`"${query.typed}" for "${query.meant.join(' ')}": ${among} of ${truth.length}`);
    told += among;
    should += truth.length;
  }
  return Math.round((told / Math.max(1, should)) * 10_000) / 10_000;
}

async function ask(url: string, q: string, more = ''): Promise<SearchResult> {
  const answer = await fetch(new URL(`/api/search?q=${encodeURIComponent(q)}${more}`, url));
  if (!answer.ok) throw new Error(`a search was answered ${answer.status}`);
  return SearchResult.parse(await answer.json());
}
