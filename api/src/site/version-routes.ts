import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { z } from 'zod';
import { pageVersionOf, PROTOCOLS, ServedVersion } from '@oto/schema/contract/version';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';

/** GET /api/version: by it a page that is open learns that there is a newer one. */
export function versionRoutes({ config }: Deps): Hono<ApiEnv> {
  const client = config.clientFolder === null ? async () => null : versionReader(join(config.clientFolder, 'index.html'));
  return new Hono<ApiEnv>().get(
    '/api/version',
    describe('What is served here, and which protocols are spoken', 'world', ServedVersion),
    async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json({ client: await client(), build: config.version, protocols: [...PROTOCOLS] } satisfies z.input<typeof ServedVersion>);
    },
  );
}

/** Of the page as it is on the disk now, read anew when it has changed; null while there is none. */
function versionReader(file: string): () => Promise<string | null> {
  let kept: { readonly mtimeMs: number; readonly version: string | null } | null = null;
  return async () => {
    const info = await stat(file).catch(() => null);
    if (!info) return null;
    if (kept?.mtimeMs !== info.mtimeMs) kept = { mtimeMs: info.mtimeMs, version: pageVersionOf(await readFile(file, 'utf8')) };
    return kept.version;
  };
}
