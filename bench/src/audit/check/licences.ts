import { runTool } from '@oto/ops/check/tool';
import { z } from 'zod';
import type { Check } from '../check.ts';
import type { Repository } from '../repository.ts';

const Listed = z.record(z.string(), z.array(z.object({ name: z.string(), versions: z.array(z.string()) })));

/** What may be a part of a work under the AGPL, version 3 or later. */
const COMPATIBLE: ReadonlySet<string> = new Set([
  '0BSD',
  'AGPL-3.0-or-later',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-4.0',
  'GPL-3.0',
  'GPL-3.0-or-later',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

export const licences: Check<Repository> = {
  name: 'Licences',
  run: async ({ root }) => {
    const { code, output } = await runTool('npx', ['-y', 'pnpm@12.21.0', '-r', 'licenses', 'list', '--prod', '--json'], root);
    if (code !== 0) throw new Error(`the licences could not be listed: ${output.slice(-300)}`);
    const listed = Listed.parse(JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)));
    const all = Object.entries(listed).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const unsuited = all.filter(([licence]) => !isCompatible(licence));
    const packages = all.reduce((sum, [, list]) => sum + list.length, 0);
    if (packages === 0) throw new Error('no production dependency was listed');
    return {
      tried: packages,
      how: 'the licence of every production dependency, against those that a work under the AGPL may hold',
      result: all.map(([licence, list]) => `${licence} ${list.length}`).join(', '),
      problems: unsuited.flatMap(([licence, list]) => list.map(({ name }) => `${name}: ${licence}`)).toSorted(),
    };
  },
};

/** An expression with OR is free to choose; with AND all must fit. */
export function isCompatible(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, ' ').trim();
  if (/\sOR\s/.test(bare)) return bare.split(/\sOR\s/).some(isCompatible);
  return bare.split(/\sAND\s/).every((one) => COMPATIBLE.has(one.trim()));
}
