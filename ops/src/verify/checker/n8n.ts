import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import { judgeWorkflow } from '../n8n/judge.ts';

/** Every workflow that is offered for import holds together: n8n itself says so only once it runs. */
export const n8n: Check = {
  name: 'n8n workflows',
  needs: [],
  async run(root) {
    const folder = join(root, 'ops/n8n');
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
    if (files.length === 0) return ['no workflow in ops/n8n'];
    const found = await Promise.all(
      files.map(async (file) => {
        const problems = judgeWorkflow(JSON.parse(await readFile(join(folder, file), 'utf8')));
        return problems.map((problem) => `${file}: ${problem}`);
      }),
    );
    return found.flat();
  },
};
