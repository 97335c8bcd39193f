import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check } from '../check.ts';
import type { Repository } from '../repository.ts';

const Permissions = z.union([z.string(), z.record(z.string(), z.string())]).optional();
const Job = z.looseObject({
  permissions: Permissions,
  steps: z.array(
    z.looseObject({ uses: z.string().optional(), run: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() }),
  ),
  'timeout-minutes': z.number().optional(),
});
const Workflow = z.looseObject({ on: z.unknown(), permissions: Permissions, jobs: z.record(z.string(), Job) });

/** Texts that strangers write: a title, a branch's name. */
const STRANGERS = /\$\{\{[^}]*\bgithub\.(?:event\.|head_ref|actor|ref_name)[^}]*\}\}/;

export const workflows: Check<Repository> = {
  name: 'Workflows',
  run: async ({ root }) => {
    const folder = join(root, '.github/workflows');
    const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).toSorted();
    if (names.length === 0) throw new Error('there is no workflow');
    const problems: string[] = [];
    let steps = 0;
    for (const name of names) {
      const { on, permissions, jobs } = Workflow.parse(parse(await readFile(join(folder, name), 'utf8')));
      const told = (what: string) => problems.push(`${name}: ${what}`);
      if (permissions === undefined || typeof permissions === 'string' || Object.keys(permissions).length > 0)
        told('does not begin with no permission at all');
      if (JSON.stringify(on).includes('pull_request_target')) told('runs strangers’ code with our rights (pull_request_target)');
      for (const [id, job] of Object.entries(jobs)) {
        const granted = typeof job.permissions === 'object' ? Object.entries(job.permissions) : [];
        if (typeof job.permissions === 'string') told(`${id} has ${job.permissions}`);
        for (const [right, level] of granted) if (level === 'write') told(`${id} may write ${right}`);
        if (job['timeout-minutes'] === undefined) told(`${id} may run for ever`);
        for (const { uses, run, with: given } of job.steps) {
          steps++;
          if (uses !== undefined && !/@[0-9a-f]{40}$/.test(uses)) told(`${id} uses ${uses}, which may change under its name`);
          if (uses?.startsWith('actions/checkout@') === true && given?.['persist-credentials'] !== false)
            told(`${id} leaves its token in the checkout`);
          if (run !== undefined && STRANGERS.test(run)) told(`${id} puts what strangers write into a command`);
        }
      }
    }
    return {
      tried: steps,
      how: 'every step of every workflow: no standing right, none to write, actions by their commit, no token left behind, no stranger’s text in a command, a limit of time',
      result: `${names.length} workflows`,
      problems,
    };
  },
};
