import { access, chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startStack } from '@oto/ops/local/stack';
import { seedWorld } from '@oto/ops/seed/seed-world';

/** An oTo to take pictures of. */
export type OpenedWorld = { readonly url: string; close(): Promise<void> };

/**
 * Starts oTo on its seeded board, in a folder that goes when it is closed; with `data`, on that folder's board. `say`
 * hears what it is doing.
 */
export async function openWorld(root: string, data: string | null, say: (line: string) => void): Promise<OpenedWorld> {
  if (data !== null) await access(join(data, 'secrets.json'));
  const folder = data === null ? await mkdtemp(join(tmpdir(), 'oto-pictures-')) : resolve(data);
  if (data === null) await chmod(folder, 0o755);
  const stack = await startStack({
    root,
    data: folder,
    port: 0,
    durable: data !== null,
    env: { LIMITS_FACTOR: '100' },
    onStep: say,
    onTrouble: say,
  });
  const close = async (): Promise<void> => {
    await stack.stop();
    if (data === null) await rm(folder, { recursive: true, force: true });
  };
  try {
    if (data === null) {
      await seedWorld({ url: stack.url, password: stack.secrets.seedPassword, marker: join(folder, 'seeded'), onStep: say });
    }
    return { url: stack.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
