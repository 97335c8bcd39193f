import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Route } from './route.ts';
import { run } from './tool.ts';
import { ENDINGS, NAMES, VALUES } from './word.ts';

const WITHIN_MS = 300_000;
/** What the client's page holds, which answers for every address of a person, a note or a plot. */
const PAGE = '<div id="root"';

const Results = z.object({ results: z.array(z.object({ url: z.string(), status: z.int(), length: z.int() })) });
type Hit = z.infer<typeof Results>['results'][number];

export type FfufTally = { readonly requests: number; readonly findings: readonly string[] };

/**
 * Looks with ffuf for addresses that answer though nothing tells of them, and for parameters whose values break
 * something. A finding: an answer of 200 that is neither our page nor `known`, or any answer of 500 or more.
 */
export async function ffuf(
  url: string,
  routes: readonly Route[],
  { cookie, folder, known, say }: { cookie: string; folder: string; known: ReadonlySet<string>; say: (line: string) => void },
): Promise<FfufTally> {
  const words = join(folder, 'words.txt');
  const values = join(folder, 'values.txt');
  const names = [...NAMES, ...NAMES.flatMap((name) => (name.includes('/') ? [] : ENDINGS.map((ending) => name + ending)))];
  await writeFile(words, names.join('\n'));
  await writeFile(values, VALUES.join('\n'));
  const folders = [...new Set(['/', ...routes.flatMap(({ path }) => foldersOf(path))])];
  let requests = 0;
  const findings: string[] = [];
  const keep = (hits: readonly Hit[], isFinding: (hit: Hit) => boolean) => {
    for (const hit of hits.filter(isFinding)) {
      findings.push(`${hit.status} ${hit.url}`);
      say(`FOUND  ${hit.status} ${hit.url}`);
    }
  };
  for (const [index, path] of folders.entries()) {
    const hits = await search(`${url}${path}FUZZ`, words, join(folder, `paths-${index}.json`), cookie);
    requests += names.length;
    keep(hits, ({ url: address, status }) => status >= 500 || (status < 300 && !known.has(new URL(address).pathname.replace(/\/$/, ''))));
  }
  say(`ffuf: ${requests} addresses below ${folders.length} folders`);
  const readable = routes.filter(({ method, query }) => method === 'GET' && Object.keys(query).length > 0);
  for (const [index, { path, query }] of readable.entries()) {
    for (const name of Object.keys(query)) {
      const others = Object.entries(query).filter(([other]) => other !== name);
      const search_ = [...others.map(([key, value]) => `${key}=${encodeURIComponent(value)}`), `${name}=FUZZ`].join('&');
      keep(
        await search(`${url}${path}?${search_}`, values, join(folder, `values-${index}-${name}.json`), cookie),
        ({ status }) => status >= 500,
      );
      requests += VALUES.length;
    }
  }
  say(`ffuf: values of ${readable.length} routes`);
  return { requests, findings };
}

async function search(address: string, words: string, out: string, cookie: string): Promise<readonly Hit[]> {
  const args = ['-u', address, '-w', words, '-mc', 'all', '-fc', '404', '-fr', PAGE, '-t', '20', '-s', '-H', `Cookie: ${cookie}`];
  const { code, output } = await run('ffuf', [...args, '-of', 'json', '-o', out], WITHIN_MS);
  if (code !== 0) throw new Error(`ffuf ended with ${code}: ${output.slice(-500)}`);
  return Results.parse(JSON.parse(await readFile(out, 'utf8'))).results;
}

/** Every folder on the way to an address, with a slash at the end. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}/`);
}
