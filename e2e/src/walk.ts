import { readdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runVitest } from '@oto/ops/check/vitest-run';

/** `npm run walk`: every journey in every language and width; screenshots in e2e/shots. */
const root = resolve(import.meta.dirname, '../..');
const scratch = await mkdtemp(join(tmpdir(), 'oto-walk-'));
try {
  const result = await runVitest({ root, config: 'e2e/vitest.config.ts', report: join(scratch, 'report.json'), env: { OTO_WALK: 'full' } });
  const shots = await readdir(join(root, 'e2e/shots')).catch(() => []);
  const figures = { journeys: result.passed + result.failed, passed: result.passed, screenshots: shots.length };
  process.stdout.write(`${JSON.stringify({ name: 'walk', figures })}\n`);
  process.exitCode = result.failed === 0 ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
