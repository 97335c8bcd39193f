import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../postgres/embedded.ts';
import { prepareTemplate } from './database.ts';

/** Vitest global set-up: one throw-away PostgreSQL for all `*.pg.test.ts` of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const parent = await mkdtemp(join(tmpdir(), 'oto-test-'));
  await chmod(parent, 0o755);
  const server = await startEmbeddedPostgres({ folder: join(parent, 'pg'), password: randomBytes(12).toString('hex'), durable: false });
  const stop = async () => {
    await server.stop();
    await rm(parent, { recursive: true, force: true });
  };
  try {
    await prepareTemplate(server.adminUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('postgresAdminUrl', server.adminUrl);
  return stop;
}
