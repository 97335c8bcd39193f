import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One runner, or one filling of a world, a data folder. The lock of a dead one is taken over. */
export type FolderLock =
  | { readonly ok: false; readonly url: string }
  | { readonly ok: true; publish(url: string): Promise<void>; release(): Promise<void> };

const HOLDERS = ['local/main.ts', 'world/main.ts'];

export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'runner.json');
  const held = await readFile(file, 'utf8').then(
    (text) => parse(text),
    () => null,
  );
  if (held !== null && held.pid !== process.pid && isRunner(await commandLine(held.pid), held.pid)) return { ok: false, url: held.url };
  const write = (url: string) => writeFile(file, JSON.stringify({ pid: process.pid, url }));
  await write('starting');
  return { ok: true, publish: write, release: () => rm(file, { force: true }) };
}

function parse(text: string): { pid: number; url: string } | null {
  try {
    const value = JSON.parse(text) as { pid?: unknown; url?: unknown };
    return typeof value.pid === 'number' && typeof value.url === 'string' ? { pid: value.pid, url: value.url } : null;
  } catch {
    return null;
  }
}

/** Process ids are reused: the command line must be the runner's, where the system shows it. */
function isRunner(command: string | null, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return command === null || HOLDERS.some((entry) => command.includes(entry));
}

async function commandLine(pid: number): Promise<string | null> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
}
