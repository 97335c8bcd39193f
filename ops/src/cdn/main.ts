import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pageHeaders } from '@oto/api/http/page-headers';
import { LIVE_PAGE } from '@oto/api/http/paths';
import { PRESS_TEXTS } from '@oto/api/press/pages';
import { API_PAGES, headersFile, redirectsFile, vercelFile } from './files.ts';

/** `node ops/src/cdn/main.ts --page https://oto.example --api https://api.oto.example`: the client for a CDN. See ops/cdn/README.md. */
const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const { values } = parseArgs({
  options: {
    page: { type: 'string' },
    api: { type: 'string' },
    collab: { type: 'string', default: '' },
    out: { type: 'string', default: 'data/cdn' },
  },
});
if (values.page === undefined || values.api === undefined) throw new Error('say --page https://… and --api https://…');
const places = { page: new URL(values.page).origin, api: new URL(values.api).origin };
const folder = resolve(ROOT, values.out);

const build = spawn(
  process.execPath,
  [join(ROOT, 'client/node_modules/vite/bin/vite.js'), 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
  {
    cwd: join(ROOT, 'client'),
    stdio: 'inherit',
    env: { ...process.env, VITE_API_ORIGIN: places.api, VITE_COLLAB_ORIGIN: values.collab },
  },
);
const [code] = (await once(build, 'exit')) as [number | null];
if (code !== 0) process.exit(1);

const origins = { publicUrl: places.page, apiOrigin: places.api, allowedOrigins: [] };
const headers = { page: await pageHeaders(origins), live: await pageHeaders(origins, LIVE_PAGE) };
await Promise.all([
  writeFile(join(folder, '_headers'), headersFile(headers)),
  writeFile(join(folder, '_redirects'), redirectsFile(places)),
  writeFile(join(folder, 'vercel.json'), vercelFile(places, headers)),
  // Many a CDN shows these files, unfinished as they are, at the addresses that lead to the api.
  ...[...API_PAGES.map((path) => `${path}.html`), ...PRESS_TEXTS.map(({ file }) => file)].map((file) =>
    rm(join(folder, file), { force: true }),
  ),
]);
process.stdout.write(`${folder}\n`);
