import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '@oto/ops/check/tool';
import type { Check } from '../check.ts';

/** Files of credentials, as they are made: who may read them, and whether any has got into the repository. */
export const secretFiles: Check = {
  name: 'Files of secrets',
  run: async ({ root, stack }) => {
    const problems: string[] = [];
    const folder = await mkdtemp(join(tmpdir(), 'oto-audit-'));
    let tried = 0;
    try {
      const made = await runTool(join(root, 'ops/docker/make-secrets.sh'), [join(folder, 'secrets')], root);
      if (made.code !== 0) throw new Error(`the secrets could not be made: ${made.output.slice(-300)}`);
      const { mode } = await stat(join(folder, 'secrets'));
      if ((mode & 0o077) !== 0) problems.push('others may enter the folder of secrets');
      const seen = new Map<string, string>();
      for (const name of await readdir(join(folder, 'secrets'))) {
        tried++;
        const { mode: own } = await stat(join(folder, 'secrets', name));
        if ((own & 0o222) !== 0) problems.push(`${name} can be written to`);
        const value = await readFile(join(folder, 'secrets', name), 'utf8');
        const twin = value === '' ? undefined : seen.get(value);
        if (twin !== undefined) problems.push(`${name} is the same as ${twin}`);
        seen.set(value, name);
        if (/(?:secret|token|password|key)$/.test(name) && value !== '' && value.length < 32) problems.push(`${name} is short`);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const local = await stat(join(stack.logs, '../secrets.json'));
    tried++;
    if ((local.mode & 0o077) !== 0) problems.push('others may read the secrets of a local run');
    const tracked = (await runTool('git', ['ls-files'], root)).output.split('\n');
    const leaked = tracked.filter((path) =>
      /(?:^|\/)(?:\.env(?!\.example)[^/]*|secrets\.json|id_[a-z0-9]+|.*\.(?:pem|key|p12|pfx))$|^ops\/docker\/secrets\//.test(path),
    );
    problems.push(...leaked.map((path) => `${path} is in the repository`));
    return {
      tried: tried + tracked.length,
      how: 'every secret as make-secrets.sh and a local run make it: folder and files closed, no two alike, none short; every tracked path, for one that should not be',
      result: `${tried} secrets`,
      problems,
    };
  },
};
