import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WAYS, type Effect, type Way } from './effect.ts';
import type { PageBytes, Visit } from './visit.ts';

const FILE = resolve(fileURLToPath(import.meta.url), '../../../../docs/caching.md');
const [BEGIN, END] = ['<!-- npm run bench -- api: begin -->', '<!-- npm run bench -- api: end -->'];
const WORDS: { readonly [W in Way]: string } = { plain: 'as it is', br: 'Brotli', known: 'Brotli, and they have it' };

export type Told = {
  readonly notes: number;
  readonly connections: number;
  readonly quick: boolean;
  readonly effects: readonly Effect[];
  readonly page: PageBytes;
  readonly first: Visit;
  readonly second: Visit;
};

/** Puts what was measured into docs/caching.md, in the place of what was measured before. */
export async function writeTable(told: Told): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`no place for the table in ${FILE}`);
  await writeFile(FILE, `${text.slice(0, from + BEGIN.length)}\n\n${tableOf(told)}\n\n${text.slice(to)}`);
}

function tableOf({ notes, connections, quick, effects, page, first, second }: Told): string {
  const kb = (bytes: number) => (bytes / 1000).toFixed(1);
  const size = `${notes.toLocaleString('en')} notes, ${connections} connections${quick ? ', a quick run' : ''}`;
  return [
    `| ${size}: route | asked | requests/s | p99 ms | bytes an answer |`,
    '| --- | --- | --- | --- | --- |',
    ...effects.flatMap(({ name, ways }) =>
      WAYS.map((way) => `| \`${name}\` | ${WORDS[way]} | ${ways[way].perSecond} | ${ways[way].p99} | ${ways[way].bytes} |`),
    ),
    '',
    '| the whole client | kB |',
    '| --- | --- |',
    `| page, scripts and styles as they are | ${kb(page.identity)} |`,
    `| gzip | ${kb(page.gzip)} |`,
    `| Brotli | ${kb(page.br)} |`,
    `| a first visit in Chromium, with what it reads of the board (${first.requests} requests) | ${kb(first.bytes)} |`,
    `| the second visit (${second.requests} requests) | ${kb(second.bytes)} |`,
  ].join('\n');
}
