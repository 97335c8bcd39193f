import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../postgres/embedded.ts';
import { prepareTemplate } from './database.ts';

type TestServer = { readonly adminUrl: string; stop(): Promise<void> };
type Shared = { users: number; readonly server: Promise<TestServer> };

/** Each project of a run loads this file anew: what they share lies with the process. */
const run = globalThis as typeof globalThis & { otoTestPostgres?: Shared | undefined };

/** Vitest global set-up: one throw-away PostgreSQL for all `*.pg.test.ts` of a run, whatever project they are of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (run.otoTestPostgres ??= { users: 0, server: startServer() });
  shared.users++;
  const leave = async () => {
    if (--shared.users > 0) return;
    run.otoTestPostgres = undefined;
    await (await shared.server).stop();
  };
  project.provide('postgresAdminUrl', (await shared.server).adminUrl);
  return leave;
}

async function startServer(): Promise<TestServer> {
  const parent = await mkdtemp(join(await scratch(), 'oto-test-'));
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
  return { adminUrl: server.adminUrl, stop };
}

const MEMORY = '/dev/shm';
/** The log of a run and the databases of a few tests at once, with room to spare. */
const ROOM_BYTES = 6 * 1024 ** 3;

/** Memory where there is plenty: each test copies some nine hundred files for its database, which takes a third of the time there. */
async function scratch(): Promise<string> {
  const room = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room >= ROOM_BYTES ? MEMORY : tmpdir();
}
