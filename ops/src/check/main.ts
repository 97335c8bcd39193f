import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from './tool.ts';
import { runVitest } from './vitest-run.ts';

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

async function tests(name: string, config: string): Promise<void> {
  const result = await runVitest({ root: ROOT, config, report: join(scratch, `${name}.json`) });
  passed += result.passed;
  failed += result.failed;
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
  await tool(
    'client build',
    process.execPath,
    [join(ROOT, 'client/node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    join(ROOT, 'client'),
  );
  if (existsSync('/usr/bin/docker-compose'))
    await tool('docker-compose config', '/usr/bin/docker-compose', [
      '-f',
      'docker-compose.yml',
      '--env-file',
      'ops/docker/example.env',
      'config',
      '-q',
    ]);
  await tests('unit and PostgreSQL tests', 'vitest.config.ts');
  await tests('journeys in Chromium', 'e2e/vitest.config.ts');
} finally {
  await rm(scratch, { recursive: true, force: true });
}
process.stdout.write(`\nin ${((performance.now() - started) / 1000).toFixed(0)} s\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
