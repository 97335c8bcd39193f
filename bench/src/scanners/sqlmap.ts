import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Route } from './route.ts';
import { run } from './tool.ts';

/** One target takes this long at most; sqlmap itself ends far sooner where nothing answers differently. */
const TARGET_MS = 240_000;
/** What it says once it has checked its own suspicion; what merely "appears to be injectable" it often takes back. */
const FOUND = /^Parameter: .+|is vulnerable/gim;

export type SqlmapTally = {
  readonly targets: number;
  readonly requests: number;
  readonly findings: readonly string[];
  readonly cut: number;
};

/**
 * Lets sqlmap try every query parameter, body field and part of a path of every route, signed in as `cookie`.
 * A finding is anything that it calls injectable.
 */
export async function sqlmap(
  url: string,
  routes: readonly Route[],
  { cookie, folder, level, say }: { cookie: string; folder: string; level: number; say: (line: string) => void },
): Promise<SqlmapTally> {
  await mkdir(folder, { recursive: true });
  let requests = 0;
  let cut = 0;
  let targets = 0;
  const findings: string[] = [];
  for (const [index, one] of routes.entries()) {
    for (const [what, request] of Object.entries(requestsOf(url, one, cookie))) {
      const file = join(folder, `${index}-${what}.txt`);
      const traffic = join(folder, `${index}-${what}.log`);
      await writeFile(file, request);
      const args = ['-r', file, '--batch', '--disable-coloring', '--flush-session', '--dbms=PostgreSQL', '--technique=BEUSQ'];
      const more = [
        `--level=${level}`,
        '--risk=1',
        '--time-sec=3',
        '--threads=4',
        '--ignore-code=*',
        '--ignore-stdin',
        '-t',
        traffic,
        '--output-dir',
        folder,
      ];
      const { output, code } = await run('sqlmap', [...args, ...more], TARGET_MS);
      if (code === null) cut++;
      targets++;
      const asked = await requestsIn(traffic);
      if (asked === 0) throw new Error(`sqlmap asked nothing of ${one.method} ${one.path}: ${output.slice(-500)}`);
      requests += asked;
      for (const [line] of output.matchAll(FOUND)) {
        findings.push(`${one.method} ${one.path}: ${line}`);
        say(`FOUND  ${one.method} ${one.path}: ${line}`);
      }
      await rm(traffic, { force: true });
    }
    if (index % 10 === 9) say(`sqlmap: ${index + 1} of ${routes.length} routes, ${requests} requests`);
  }
  return { targets, requests, findings, cut };
}

async function requestsIn(traffic: string): Promise<number> {
  let count = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(traffic) })) if (line.startsWith('HTTP request [#')) count++;
  } catch {
    // Without a parameter to try there is no file.
  }
  return count;
}

/** As sqlmap reads them from a file: parameters as they stand, and parts of the path marked by a star. */
function requestsOf(url: string, { method, path, inPath, query, body }: Route, cookie: string): Readonly<Record<string, string>> {
  const { host } = new URL(url);
  const sent = (target: string, content: unknown) => {
    const text = content === undefined ? '' : JSON.stringify(content);
    const head = [`${method} ${target} HTTP/1.1`, `Host: ${host}`, `Origin: ${url}`, `Cookie: ${cookie}`];
    return [...head, ...(text === '' ? [] : ['Content-Type: application/json']), '', text].join('\r\n');
  };
  const search = new URLSearchParams(query).toString();
  const whole = search === '' ? path : `${path}?${search}`;
  const requests: Record<string, string> = {};
  if (search !== '' || isObject(body)) requests.values = sent(whole, isObject(body) ? body : undefined);
  if (inPath.length > 0) {
    const starred = inPath.reduce((text, value) => text.replace(`/${value}`, `/${value}*`), path);
    requests.path = sent(starred, undefined);
  }
  return requests;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
