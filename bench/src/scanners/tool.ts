import { spawn } from 'node:child_process';

/** What a program wrote, stdout and stderr together, and how it ended; null: it was stopped at the limit. */
export type Ran = { readonly output: string; readonly code: number | null };

const OUTPUT_MAX = 32 * 1024 * 1024;

/** Runs a program to its end, or stops it after `withinMs`. Throws with the way to install it when it is not there. */
export function run(program: string, args: readonly string[], withinMs: number): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const parts: Buffer[] = [];
    let size = 0;
    const keep = (part: Buffer) => {
      size += part.length;
      if (size <= OUTPUT_MAX) parts.push(part);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    let late = false;
    const alarm = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, withinMs);
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(alarm);
      reject(error.code === 'ENOENT' ? new Error(`${program} is not installed; on Debian: apt-get install ${program}`) : error);
    });
    child.on('close', (code) => {
      clearTimeout(alarm);
      resolve({ output: Buffer.concat(parts).toString('utf8'), code: late ? null : code });
    });
  });
}
