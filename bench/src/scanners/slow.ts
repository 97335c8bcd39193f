import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { percentile } from '../figures/percentile.ts';
import { run } from './tool.ts';

const CONNECTIONS = 400;
/** Longer than every limit of time that the servers keep: headers 10 s, a request 30 s. */
const LENGTH_S = 45;

export type SlowTally = {
  /** Seconds in which a new request got no answer. */
  readonly unavailable: number;
  /** Of those connections the most that stood at the end. */
  readonly left: number;
  readonly probeP99: number;
};

/** Slow headers, slow bodies, slow reading and overlapping ranges, while somebody else goes on asking for the board. */
export async function slowhttptest(
  url: string,
  { file, folder, say }: { file: string; folder: string; say: (line: string) => void },
): Promise<SlowTally> {
  const attacks: readonly (readonly [string, readonly string[]])[] = [
    ['slow headers', ['-H', '-u', `${url}/api/world`]],
    ['slow bodies', ['-B', '-u', `${url}/api/auth/sign-in/email`, '-f', 'application/json', '-s', '8192']],
    ['slow reading', ['-X', '-u', `${url}${file}`, '-w', '1', '-y', '16', '-n', '5', '-z', '8', '-k', '3']],
    ['ranges', ['-R', '-u', `${url}${file}`, '-t', 'GET', '-a', '1', '-b', '3000']],
  ];
  let unavailable = 0;
  let left = 0;
  const waits: number[] = [];
  for (const [index, [name, args]] of attacks.entries()) {
    const prefix = join(folder, `slow-${index}`);
    const probe = probing(`${url}/api/world`);
    const common = ['-c', String(CONNECTIONS), '-r', '100', '-i', '3', '-x', '16', '-l', String(LENGTH_S), '-p', '3', '-g', '-o', prefix];
    const { code, output } = await run('slowhttptest', [...args, ...common], (LENGTH_S + 30) * 1000);
    const { failed, took } = await probe.end();
    if (code === null) throw new Error(`slowhttptest did not end: ${output.slice(-300)}`);
    // Columns: second, closed, pending, connected, available. It ends early when none is left.
    const rows = (await readFile(`${prefix}.csv`, 'utf8')).trim().split('\n').slice(1);
    const [second = 0, , , connected = 0] = (rows.at(-1) ?? '').split(',').map(Number);
    const stood = second + 1 < LENGTH_S ? 0 : connected;
    left = Math.max(left, stood);
    unavailable += failed;
    waits.push(...took);
    say(
      `slowhttptest, ${name}: ${failed} s without an answer, ${stood} connections after ${second} s, p99 ${percentile(took, 0.99).toFixed(0)} ms`,
    );
  }
  return { unavailable, left, probeP99: percentile(waits, 0.99) };
}

/** Asks five times a second; whoever waits more than 3 s has no answer. */
function probing(address: string): { end(): Promise<{ readonly failed: number; readonly took: readonly number[] }> } {
  const took: number[] = [];
  let missed = 0;
  const open = new Set<Promise<void>>();
  const ask = async () => {
    const started = performance.now();
    const ok = await fetch(address, { signal: AbortSignal.timeout(3_000) }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status < 500;
      },
      () => false,
    );
    if (ok) took.push(performance.now() - started);
    else missed++;
  };
  const timer = setInterval(() => {
    const asked = ask().finally(() => open.delete(asked));
    open.add(asked);
  }, 200);
  return {
    async end() {
      clearInterval(timer);
      await Promise.all(open);
      return { failed: missed / 5, took };
    },
  };
}
