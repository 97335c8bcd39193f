import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from '@oto/ops/check/tool';
import type { Check } from '../check.ts';
import type { Repository } from '../repository.ts';
import { REVIEWED_REGEXES } from '../reviewed-regex.ts';
import { regexesIn, type Ask, type Judged } from '../regex.ts';

const SERVED = /^(?:api|collab-server|gpu-worker|schema)\/src\/.+\.tsx?$/;
const TESTS = /\.test\.tsx?$|\/testing\/|\/two-users\//;
const WITHIN_MS = 300_000;

/** What a hostile text could stall. A slow one needs a reviewed bound on what it is given. */
export const regexes: Check<Repository> = {
  name: 'Regular expressions',
  run: async ({ root, say }) => {
    const { output } = await runTool('git', ['ls-files', 'api', 'collab-server', 'gpu-worker', 'schema'], root);
    const files = output.split('\n').filter((path) => SERVED.test(path) && !TESTS.test(path));
    const places = new Map<string, { readonly ask: Ask; readonly files: Set<string> }>();
    for (const file of files) {
      const text = await readFile(join(root, file), 'utf8').catch(() => '');
      for (const ask of regexesIn(file, text)) {
        const key = `/${ask.source}/${ask.flags}`;
        const known = places.get(key);
        if (known) known.files.add(file);
        else places.set(key, { ask, files: new Set([file]) });
      }
    }
    if (places.size === 0) throw new Error('no regular expression was found');
    say(`${places.size} regular expressions in ${files.length} files`);
    const verdicts = await judge([...places.values()].map(({ ask }) => ask));
    const problems: string[] = [];
    const bounded = new Set<string>();
    let [open, slow] = [0, 0];
    for (const [index, [key, { files: where }]] of [...places].entries()) {
      const verdict = verdicts[index];
      if (!verdict) throw new Error('a regular expression was not judged');
      if (verdict.unknown) {
        open++;
        for (const file of where) bounded.add(`${file} ${key}`);
      }
      if (verdict.complexity === null) continue;
      for (const file of where) {
        if (REVIEWED_REGEXES.some((one) => one.file === file && one.regex === key)) {
          bounded.add(`${file} ${key}`);
          slow++;
        } else problems.push(`${file}: ${key}: ${verdict.complexity}`);
      }
    }
    const gone = REVIEWED_REGEXES.filter(({ file, regex }) => !bounded.has(`${file} ${regex}`));
    problems.push(...gone.map(({ file, regex }) => `${file}: ${regex} is reviewed, but not slow or not there`));
    return {
      tried: places.size,
      how: 'every regular expression of the servers, by automata over all texts (recheck)',
      result: `${slow} slower than linear on reviewed, bounded input; ${open} too large to decide in half a second`,
      problems: problems.toSorted(),
    };
  },
};

/** In a process of its own, which can be stopped. */
function judge(asked: readonly Ask[]): Promise<readonly Judged[]> {
  const child = fork(new URL('../regex-judge.ts', import.meta.url), [], {
    // Its other ways are programs of their own, which are not installed.
    env: { ...process.env, RECHECK_BACKEND: 'pure', RECHECK_SYNC_BACKEND: 'pure' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = Promise.withResolvers<readonly Judged[]>();
  const alarm = setTimeout(() => child.kill('SIGKILL'), WITHIN_MS);
  child.once('message', (judged) => answer.resolve(judged as readonly Judged[]));
  child.once('exit', (code) => {
    clearTimeout(alarm);
    answer.reject(new Error(`the checker of regular expressions ended with ${code}`));
  });
  child.send(asked);
  return answer.promise.finally(() => child.kill());
}
