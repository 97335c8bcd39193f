import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Check } from './check.ts';
import { findCommand } from './command.ts';
import { backup } from './checker/backup.ts';
import { caddyfile } from './checker/caddyfile.ts';
import { compose } from './checker/compose.ts';
import { images } from './checker/images.ts';
import { n8n } from './checker/n8n.ts';
import { proxyRun } from './checker/proxy-run.ts';
import { shell } from './checker/shell.ts';
import { units } from './checker/units.ts';
import { workflows } from './checker/workflows.ts';
import { GUARD } from './guard/checks.ts';

/**
 * `npm run ops`: everything under ops/ before its real checker. A command that is missing is a
 * failure, unless told `--skip-missing`; words choose checks by a part of their names.
 */
const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const CHECKS: readonly Check[] = [compose, caddyfile, images, n8n, proxyRun, shell, units, workflows, backup, ...GUARD];

/** At once: most of them wait for most of their time. */
const LANES = 2;

const { values, positionals } = parseArgs({ options: { 'skip-missing': { type: 'boolean', default: false } }, allowPositionals: true });
const chosen = CHECKS.filter(({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)));
if (chosen.length === 0)
  throw new Error(`no check is called ${positionals.join(' or ')}; there are: ${CHECKS.map(({ name }) => name).join(', ')}`);

const lines = new Map<Check, string>();
const count = { passed: 0, skipped: 0, FAILED: 0 };
const waiting = [...chosen];
await Promise.all(Array.from({ length: LANES }, lane));
process.stdout.write(
  `\n${chosen.map((check) => lines.get(check)).join('\n')}\n\n${count.passed} checkers passed, ${count.skipped} skipped, ${count.FAILED} failed\n`,
);
process.exit(count.FAILED === 0 ? 0 : 1);

/** Takes the next that waits, until none does. */
async function lane(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const missing = check.needs.filter((name) => findCommand(name) === null);
    const began = performance.now();
    const skipped = missing.length > 0 && values['skip-missing'];
    const problems = missing.length > 0 ? [`needs ${missing.join(', ')}`] : await judge(check);
    const seconds = `${((performance.now() - began) / 1000).toFixed(1)} s`;
    const verdict = problems.length === 0 ? 'passed' : skipped ? 'skipped' : 'FAILED';
    count[verdict]++;
    const why = missing.length > 0 ? ` needs ${missing.join(', ')}` : '';
    lines.set(check, [verdict.padEnd(8), check.name.padEnd(32), seconds.padStart(7), why].join(' ').trimEnd());
    if (verdict === 'FAILED') process.stdout.write(`${check.name}\n${problems.map((problem) => `  ${problem.slice(0, 1000)}\n`).join('')}`);
  }
}

/** A checker that breaks has found something too. */
async function judge(check: Check): Promise<readonly string[]> {
  try {
    return await check.run(ROOT);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
