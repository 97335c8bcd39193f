import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startStack, type Stack } from '@oto/ops/local/stack';
import type { Plot } from '@oto/schema/geometry/lattice';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

export interface MadeWorld {
  readonly stack: Stack;
  readonly notes: number;
  /** Plots with notes, by their distance from the middle of the world. */
  readonly plots: readonly Plot[];
}

/**
 * A whole oTo over a generated world of so many notes, limits and all as in production, for the time
 * of `work`. The world is made in a throw-away folder, unless `folder` holds one or is to keep it.
 */
export async function withWorld<T>(
  options: {
    readonly notes: number;
    readonly folder: string | undefined;
    readonly say: (line: string) => void;
    /** Beside what production has. */
    readonly env?: NodeJS.ProcessEnv;
  },
  work: (world: MadeWorld) => Promise<T>,
): Promise<T> {
  const { notes, folder, say } = options;
  const data = folder ? resolve(folder) : await mkdtemp(join(tmpdir(), 'oto-world-'));
  if (!folder) await chmod(data, 0o755);
  try {
    await seed(data, notes, say);
    const stack = await startStack({
      root: ROOT,
      data,
      port: 0,
      env: { NODE_ENV: 'production', PAYMENTS: 'off', ...options.env },
      onStep: say,
      onTrouble: say,
    });
    try {
      return await work({ stack, ...(await readWorld(stack.databaseUrl)) });
    } finally {
      await stack.stop();
    }
  } finally {
    if (!folder) await rm(data, { recursive: true, force: true });
  }
}

/** A folder that holds the world already is done at once. */
function seed(data: string, notes: number, say: (line: string) => void): Promise<void> {
  const { DATABASE_URL: _, ...env } = process.env;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, 'ops/src/world/main.ts'), '--notes', `${notes}`], {
      cwd: ROOT,
      env: { ...env, OTO_DATA: data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => line.trim() && say(line.trim()));
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(`the world was not made (code ${code})`))));
  });
}

async function readWorld(databaseUrl: string): Promise<Pick<MadeWorld, 'notes' | 'plots'>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ x: number; y: number; notes: number }>(
      'select x, y, notes from plot where notes > 0 order by greatest(abs(x), abs(y)), x, y',
    );
    return { notes: rows.reduce((sum, row) => sum + row.notes, 0), plots: rows.map(({ x, y }) => ({ x, y })) };
  } finally {
    await client.end();
  }
}
