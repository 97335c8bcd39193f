import { ENDINGS, NAMES } from '../../scanners/word.ts';
import { ask, each } from '../ask.ts';
import type { Check } from '../check.ts';

/** What a machine may ask for without being told. */
const TOLD = new Set([
  '/healthz',
  '/openapi.json',
  '/docs',
  '/robots.txt',
  '/.well-known/jwks.json',
  '/index.html',
  '/api/world',
  '/api/site',
  '/api/status',
  '/api/search',
  '/collab/healthz',
]);
/** Of a local run alone. */
const LOCAL = ['/mailbox', '/test-payments', '/api/test-payments', '/metrics', '/api/mailbox'];

/** Names under which services give away what they should not. */
export const hidden: Check = {
  name: 'Hidden addresses',
  run: async ({ stack, production, routes, quick }) => {
    const names = quick
      ? NAMES
      : [...NAMES, ...NAMES.flatMap((name) => (name.includes('/') ? [] : ENDINGS.map((ending) => name + ending)))];
    const known = new Set([...TOLD, ...routes.map(({ path }) => path)]);
    const paths = ['/', '/api/', '/worker/', '/assets/'].flatMap((folder) => names.map((name) => `${folder}${name}`));
    const problems: string[] = [];
    await each(paths, async (path) => {
      const { status, headers } = await ask(stack.url, { path });
      if (status >= 500) problems.push(`${path}: ${status}`);
      const isPage = (headers['content-type'] ?? '').startsWith('text/html');
      if (status === 200 && !isPage && !known.has(path.replace(/\/$/, '')))
        problems.push(`${path}: answers ${headers['content-type'] ?? ''}`);
    });
    for (const path of LOCAL) {
      const { status, headers } = await ask(production, { path });
      const isBoard = status === 200 && (headers['content-type'] ?? '').startsWith('text/html') && !path.startsWith('/api/');
      if (status < 400 && !isBoard) problems.push(`${path}: a host answers what only a local run should`);
    }
    return {
      tried: paths.length + LOCAL.length,
      how: `${names.length} names of configuration, backups, dumps and consoles below four folders; what only a local run shows, at a host`,
      result: problems.length === 0 ? 'nothing answers that is not described' : 'see below',
      problems: problems.toSorted(),
    };
  },
};
