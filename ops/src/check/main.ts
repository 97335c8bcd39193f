import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildClient } from '../local/client-build.ts';
import { runTool } from './tool.ts';
import { runVitest, type VitestResult } from './vitest-run.ts';

/**
 * `npm test`: everything that must hold before a change lands, in one command. The last line is
 * `N passed, N failed`; a static check counts as one test.
 */
const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const bin = (name: string) => join(ROOT, 'node_modules/.bin', name);
const started = performance.now();
const scratch = await mkdtemp(join(tmpdir(), 'oto-check-'));
let passed = 0;
let failed = 0;

function record(name: string, ok: boolean, ms: number, output = ''): void {
  if (ok) passed++;
  else failed++;
  process.stdout.write(`${ok ? '✓' : '✗'} ${name}  ${(ms / 1000).toFixed(1)} s\n`);
  if (!ok) process.stdout.write(`${output}\n`);
}

async function tool(name: string, command: string, args: readonly string[], cwd = ROOT): Promise<void> {
  const result = await runTool(command, args, cwd);
  record(name, result.code === 0, result.ms, result.output);
}

/** Kept as it is for the journeys, which look for it. */
async function build(): Promise<void> {
  const began = performance.now();
  await rm(join(ROOT, 'client/dist/.sources'), { force: true });
  const fault = await buildClient(ROOT).then(
    () => null,
    (error: unknown) => String(error),
  );
  record('client build', fault === null, performance.now() - began, fault ?? '');
}

function count(name: string, result: VitestResult): void {
  passed += result.passed;
  failed += result.failed;
  process.stdout.write(result.output);
  process.stdout.write(
    `${result.failed === 0 ? '✓' : '✗'} ${name}  ${result.passed} passed, ${result.failed} failed  ${(result.ms / 1000).toFixed(1)} s\n`,
  );
}

try {
  await Promise.all([tool('format', bin('oxfmt'), ['--check', '.']), tool('types', bin('tsc'), ['-b'])]);
  await Promise.all([
    tool('lint', bin('oxlint'), ['--type-aware', '--deny-warnings']),
    tool('unused code and dependencies', bin('knip'), []),
  ]);
  await build();
  const run = (name: string, config: string) => ({ root: ROOT, config, report: join(scratch, `${name}.json`) });
  const journeys = (part: 'first' | 'second') => ({ ...run(`journeys-${part}`, 'e2e/vitest.config.ts'), env: { OTO_JOURNEYS: part } });
  // A journey waits for some of its time, and keeps less than one core busy: two at once and the units fill two cores.
  const units = runVitest({ ...run('units', 'vitest.config.ts'), workers: 1, keepOutput: true });
  const first = runVitest(journeys('first'));
  const second = runVitest({ ...journeys('second'), keepOutput: true });
  count('unit and PostgreSQL tests', await units);
  count('journeys in Chromium, one half', await first);
  count('journeys in Chromium, the other', await second);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
process.stdout.write(`\nin ${((performance.now() - started) / 1000).toFixed(0)} s\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
