import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numTotalTests: z.number(),
  numFailedTestSuites: z.number(),
});

/** `output`: what a run beside another one kept back, so that they do not mix. */
export type VitestResult = { readonly passed: number; readonly failed: number; readonly ms: number; readonly output: string };

/**
 * Runs vitest with its output on ours, or with `workers`, which is for a run beside another, kept for its end. A run that breaks before or beside its tests, or that finds
 * none, counts as at least one failure.
 */
export async function runVitest(options: {
  readonly root: string;
  readonly config: string;
  readonly report: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly workers?: number;
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
  const kept: Buffer[] = [];
  const code = await new Promise<number>((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: options.root,
      stdio: options.workers === undefined ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => kept.push(chunk));
    child.once('error', () => resolve(1));
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  const ms = performance.now() - started;
  const output = Buffer.concat(kept).toString('utf8');
  const report = Report.safeParse(
    await readFile(options.report, 'utf8').then(
      (text): unknown => JSON.parse(text),
      () => null,
    ),
  );
  if (!report.success) return { passed: 0, failed: 1, ms, output };
  const { numPassedTests, numFailedTests } = report.data;
  const broken = code !== 0 && numFailedTests === 0;
  return { passed: numPassedTests, failed: numFailedTests + (broken || report.data.numTotalTests === 0 ? 1 : 0), ms, output };
}
