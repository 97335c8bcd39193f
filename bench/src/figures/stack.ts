import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chmod } from 'node:fs/promises';
import { startStack, type Stack, type StackOptions } from '@oto/ops/local/stack';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

/** A whole oTo in a throw-away folder, with a durable database, for the time of `work`. `more`: how many of each service. */
export async function withStack<T>(
  say: (line: string) => void,
  work: (stack: Stack) => Promise<T>,
  env: NodeJS.ProcessEnv = {},
  more: Pick<StackOptions, 'replicas'> = {},
): Promise<T> {
  const data = await mkdtemp(join(tmpdir(), 'oto-bench-'));
  await chmod(data, 0o755);
  try {
    const stack = await startStack({ root: ROOT, data, port: 0, env, ...more, onStep: say, onTrouble: say });
    try {
      return await work(stack);
    } finally {
      await stack.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
