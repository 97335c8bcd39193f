import { readdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildClient } from '@oto/ops/local/client-build';
import { runVitest } from '@oto/ops/check/vitest-run';

/** `npm run walk`: every journey in every language and width, on two stages side by side; screenshots in e2e/shots. */
const root = resolve(import.meta.dirname, '../..');
const scratch = await mkdtemp(join(tmpdir(), 'oto-walk-'));
const half = (part: 'first' | 'second') =>
  runVitest({
    root,
    config: 'e2e/vitest.config.ts',
    report: join(scratch, `${part}.json`),
    env: { OTO_WALK: 'full', OTO_JOURNEYS: part },
    keepOutput: part === 'second',
  });
try {
  // Else both would.
  await buildClient(root);
  const [first, second] = await Promise.all([half('first'), half('second')]);
  process.stdout.write(second.output);
  const shots = await readdir(join(root, 'e2e/shots')).catch(() => []);
  const [passed, failed] = [first.passed + second.passed, first.failed + second.failed];
  process.stdout.write(`${JSON.stringify({ name: 'walk', figures: { journeys: passed + failed, passed, screenshots: shots.length } })}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
