import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Library, LibrarySize } from './library.ts';

export type Order = { readonly mediaFolder: string; readonly size: LibrarySize };

const ENTRY = fileURLToPath(new URL('./main.ts', import.meta.url));
/** glibc gives each thread an arena of its own and keeps what it has freed; engines run in many threads. */
const FRUGAL = { MALLOC_ARENA_MAX: '2' };

/**
 * Has a library made in a process of its own, so that the memory of painters and encoders goes with
 * it. Ended by `signal`. Rejects when the process ends without a library; its words are on our stderr.
 */
export function orderLibrary(order: Order, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Library> {
  return new Promise((resolve, reject) => {
    const painter = fork(ENTRY, { env: { ...env, ...FRUGAL }, signal, execArgv: [] });
    painter.once('message', (library) => resolve(library as Library));
    painter.once('error', reject);
    painter.once('exit', (code) => reject(new Error(`the works were not made: process ended with ${code}`)));
    painter.send(order);
  });
}
