import { runTool } from '@oto/ops/check/tool';
import { z } from 'zod';
import type { Check } from '../check.ts';
import type { Repository } from '../repository.ts';

const Advisory = z.looseObject({ module_name: z.string(), severity: z.string(), title: z.string() });
const Answer = z.looseObject({
  advisories: z.record(z.string(), Advisory),
  metadata: z.looseObject({ totalDependencies: z.int().optional(), dependencies: z.int().optional() }).optional(),
});

/** Known holes of what the product is built from, as the registry in use tells them. */
export const advisories: Check<Repository> = {
  name: 'Advisories of dependencies',
  run: async ({ root }) => {
    const how = 'the registry was asked for the advisories of every production dependency of the lockfile';
    const { output } = await runTool('npx', ['-y', 'pnpm@12.21.0', 'audit', '--prod', '--json'], root);
    const told = answerOf(output);
    if (told === null) {
      const status = /responded with (\d{3})/.exec(output)?.[1];
      const why = status === undefined ? 'the registry could not be asked' : `the registry has no audit endpoint (${status})`;
      return { tried: 0, how, result: 'nothing is known either way', problems: [], missing: why };
    }
    const found = Object.values(told.advisories);
    return {
      tried: told.metadata?.totalDependencies ?? told.metadata?.dependencies ?? 0,
      how,
      result: `${found.length} advisories`,
      problems: found.map(({ module_name: name, severity, title }) => `${name}: ${severity}: ${title}`).toSorted(),
    };
  },
};

function answerOf(output: string): z.infer<typeof Answer> | null {
  const from = output.indexOf('{');
  if (from < 0) return null;
  try {
    return Answer.safeParse(JSON.parse(output.slice(from, output.lastIndexOf('}') + 1))).data ?? null;
  } catch {
    return null;
  }
}
