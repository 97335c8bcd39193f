import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { runTool } from '@oto/ops/check/tool';
import type { Check } from '../check.ts';
import type { Repository } from '../repository.ts';
import { SECRETS, REVIEWED } from '../secret.ts';

/** Longer than any key, shorter than any picture: what is not text is not searched. */
const TEXT_MAX = 4 * 1024 * 1024;

/** Every version of every file that any branch ever held. */
export const history: Check<Repository> = {
  name: 'Secrets in the history',
  run: async ({ root }) => {
    const { code, output } = await runTool('git', ['rev-list', '--objects', '--all'], root);
    if (code !== 0) throw new Error(`the history could not be read: ${output.slice(-300)}`);
    const paths = new Map<string, string>();
    for (const line of output.split('\n')) {
      const space = line.indexOf(' ');
      if (space > 0 && space < line.length - 1) paths.set(line.slice(0, space), line.slice(space + 1));
    }
    let blobs = 0;
    const reviewed = new Set<string>();
    const problems = new Set<string>();
    await contents(root, [...paths.keys()], (id, text) => {
      blobs++;
      for (const { name, pattern } of SECRETS) {
        for (const [found] of text.matchAll(pattern)) {
          const digest = createHash('sha256').update(found).digest('hex').slice(0, 12);
          const path = paths.get(id) ?? '';
          if (REVIEWED.some((one) => one.digest === digest)) reviewed.add(digest);
          else problems.add(`${path} (${id.slice(0, 10)}): ${name}, ${digest}`);
        }
      }
    });
    for (const { digest } of REVIEWED) if (!reviewed.has(digest)) problems.add(`${digest} is reviewed, but nowhere`);
    if (blobs === 0) throw new Error('the history holds no file');
    return {
      tried: blobs,
      how: `every version of every file in every branch, against ${SECRETS.length} patterns of keys, tokens and passwords`,
      result: `${problems.size} unknown, ${reviewed.size} reviewed`,
      problems: [...problems].toSorted(),
    };
  },
};

/** `git cat-file --batch`: a header line, so many bytes, a line's end. */
async function contents(root: string, ids: readonly string[], hear: (id: string, text: string) => void): Promise<void> {
  const child = spawn('git', ['cat-file', '--batch'], { cwd: root, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin.end(`${ids.join('\n')}\n`);
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let read = 0; ;) {
      const line = rest.indexOf(10, read);
      const [id = '', type = '', size = '0'] = line < 0 ? [] : rest.toString('latin1', read, line).split(' ');
      const end = line + 1 + Number(size);
      if (line < 0 || end + 1 > rest.length) {
        rest = rest.subarray(read);
        break;
      }
      if (type === 'blob' && Number(size) <= TEXT_MAX) {
        const body = rest.subarray(line + 1, end);
        if (!body.includes(0)) hear(id, body.toString('utf8'));
      }
      read = end + 1;
    }
  }
  const code = await ended;
  if (code !== 0) throw new Error(`git cat-file ended with ${code}`);
}
