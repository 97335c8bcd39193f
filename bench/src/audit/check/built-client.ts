import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import type { Check } from '../check.ts';
import { SECRETS } from '../secret.ts';

const SourceMap = z.looseObject({ sources: z.array(z.string()) });
/** What no browser needs: the source of what runs elsewhere. Packages bring maps of their own, whose paths lead nowhere. */
const SERVERS = /^(?:api|collab-server|gpu-worker|ops|bench|e2e)\/|schema\/src\/db\//;
const MADE = /^(?:\0|vite\/|rolldown\/|virtual:)/;

/**
 * What the browser is given. Source maps are among it on purpose: the licence gives everybody the source of what
 * they use over the network. They hold the client's, and nothing of a server or of the machine that built it.
 */
export const builtClient: Check = {
  name: 'Source maps and what the client holds',
  run: async ({ root, stack }) => {
    const folder = join(root, 'client/dist');
    const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(?:m?js|css|html|map)$/.test(name));
    if (files.length === 0) throw new Error('the client is not built');
    const problems: string[] = [];
    const own = Object.entries(stack.secrets).filter(([name]) => !name.includes('Public'));
    let maps = 0;
    for (const name of files) {
      const text = await readFile(join(folder, name), 'utf8');
      for (const { name: what, pattern } of SECRETS)
        if (text.search(pattern) >= 0) problems.push(`${name} holds what looks like a ${what}`);
      for (const [what, value] of own) if (text.includes(value)) problems.push(`${name} holds ${what}`);
      if (text.includes(`${root}/`)) problems.push(`${name} holds the path it was built in`);
      if (!name.endsWith('.map')) continue;
      maps++;
      const sources = SourceMap.parse(JSON.parse(text)).sources;
      for (const source of sources) {
        const path = MADE.test(source) ? source : relative(root, resolve(folder, dirname(name), source));
        if (SERVERS.test(path)) problems.push(`${name} holds ${path}`);
      }
    }
    return {
      tried: files.length,
      how: 'every file of the built client: no credential, no path of the machine; source maps, which are published as the licence asks, hold the client’s source and nothing of a server',
      result: `${files.length} files, ${maps} of them maps`,
      problems: [...new Set(problems)].toSorted(),
    };
  },
};
