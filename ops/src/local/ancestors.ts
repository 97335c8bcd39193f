import { readFile } from 'node:fs/promises';

/**
 * The npm, npx and pnpm processes above this one. A signal sent to `npm start` ends npm alone and
 * never reaches node, so the runner watches these instead. Empty where the system has no /proc.
 */
export async function packageManagers(): Promise<readonly number[]> {
  const found: number[] = [];
  for (let pid = process.ppid, depth = 0; pid > 1 && depth < 8; depth++) {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    if (/\bp?np[mx]\b/.test(command)) found.push(pid);
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    pid = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
  }
  return found;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
