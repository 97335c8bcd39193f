import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numTotalTests: z.number(),
  numFailedTestSuites: z.number(),
});

export type VitestResult = {
  readonly passed: number;
  readonly failed: number;
  readonly ms: number;
  /** What it wrote, where it was kept. */
  readonly output: string;
};

/**
 * Runs vitest with its output on ours, or kept for later. A run that breaks before or beside its
 * tests, or that finds none, counts as at least one failure.
 */
export async function runVitest(options: {
  readonly root: string;
  readonly config: string;
  readonly report: string;
  readonly env?: NodeJS.ProcessEnv;
  /** As many as its configuration says, unless told. */
  readonly workers?: number;
  readonly keepOutput?: boolean;
}): Promise<VitestResult> {
  const started = performance.now();
  const args = [
    join(options.root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    options.config,
    '--reporter=default',
    `--reporter=${join(options.root, 'gpu-worker/src/engine/testing/contract-reporter.ts')}`,
    '--reporter=json',
    `--outputFile.json=${options.report}`,
    ...(options.workers === undefined ? [] : [`--maxWorkers=${options.workers}`]),
  ];
  // A file, not a pipe: nobody has to read it meanwhile, and what a test leaves running holds nothing up.
  const kept = options.keepOutput === true ? await open(`${options.report}.out`, 'w') : null;
  const stream = kept?.fd ?? 'inherit';
  const code = await new Promise<number>((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: options.root,
      stdio: ['ignore', stream, stream],
      env: { ...process.env, ...options.env },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (exit) => resolve(exit ?? 1));
  });
  const ms = performance.now() - started;
  await kept?.close();
  const output = kept === null ? '' : await readFile(`${options.report}.out`, 'utf8');
  const report = Report.safeParse(
    await readFile(options.report, 'utf8').then(
      (text): unknown => JSON.parse(text),
      () => null,
    ),
  );
  if (!report.success) return { passed: 0, failed: 1, ms, output };
  const { numPassedTests, numFailedTests } = report.data;
  const broken = code !== 0 && numFailedTests === 0;
  const failed = numFailedTests + (broken || report.data.numTotalTests === 0 ? 1 : 0);
  return { passed: numPassedTests, failed, ms, output };
}
