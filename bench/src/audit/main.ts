import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { advisories } from './check/advisories.ts';
import { builtClient } from './check/built-client.ts';
import { cache } from './check/cache.ts';
import { containers } from './check/containers.ts';
import { cookies } from './check/cookies.ts';
import { crossOrigin } from './check/cross-origin.ts';
import { errorPages } from './check/error-pages.ts';
import { framing } from './check/framing.ts';
import { headers } from './check/headers.ts';
import { hidden } from './check/hidden.ts';
import { history } from './check/history.ts';
import { hostWall } from './check/host-wall.ts';
import { hostileRequests } from './check/hostile-requests.ts';
import { licences } from './check/licences.ts';
import { openRoutes } from './check/open-routes.ts';
import { pollution } from './check/pollution.ts';
import { ports } from './check/ports.ts';
import { rates } from './check/rates.ts';
import { redirects } from './check/redirects.ts';
import { regexes } from './check/regexes.ts';
import { secretFiles } from './check/secret-files.ts';
import { serverCalls } from './check/server-calls.ts';
import { transport } from './check/transport.ts';
import { workflows } from './check/workflows.ts';
import type { Check, Finding } from './check.ts';
import type { Repository } from './repository.ts';
import { withPlace, type Place } from './place.ts';
import { verdictOf, writeReport, type Judged } from './report.ts';

/**
 * `npm run audit`: writes docs/security-audit.md and ends with 1 when anything fails. Words choose checks by a
 * part of their names, and then nothing is written. `--quick`: a part of the values.
 */
const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

const CODE: readonly Check<Repository>[] = [advisories, licences, history, regexes];
const FILES: readonly Check<Repository>[] = [containers, workflows, hostWall];
/** In this order: `rates` uses up what an address may ask, `serverCalls` makes an operator. */
const RUNNING: readonly Check[] = [
  ports,
  secretFiles,
  builtClient,
  headers,
  framing,
  cookies,
  transport,
  openRoutes,
  ...hostileRequests,
  redirects,
  pollution,
  cache,
  errorPages,
  hidden,
  crossOrigin,
  serverCalls,
  rates,
];

const { values, positionals } = parseArgs({ options: { quick: { type: 'boolean', default: false } }, allowPositionals: true });
const started = performance.now();
const say = (line: string) => void process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
const isChosen = ({ name }: { readonly name: string }) =>
  positionals.length === 0 || positionals.some((word) => name.toLowerCase().includes(word.toLowerCase()));

const repository: Repository = { root: ROOT, say };
const code = await judgeAll(CODE.filter(isChosen), repository);
const files = await judgeAll(FILES.filter(isChosen), repository);
const chosen = RUNNING.filter(isChosen);
const running = chosen.length === 0 ? [] : await withPlace(repository, values.quick, (place: Place) => judgeAll(chosen, place));

const all = [...code, ...files, ...running];
if (all.length === 0) throw new Error(`no check is called ${positionals.join(' or ')}`);
if (positionals.length === 0) {
  await writeReport(
    ROOT,
    [
      { title: 'What it is built from', judged: code },
      { title: 'The host', judged: files },
      { title: 'The running product', judged: running },
    ],
    values.quick,
  );
}
const count = (verdict: string) => all.filter(({ finding }) => verdictOf(finding) === verdict).length;
const figures = {
  checks: all.length,
  tried: all.reduce((sum, { finding }) => sum + finding.tried, 0),
  passed: count('PASS'),
  failed: count('FAIL'),
  not_tried: count('NOT TRIED'),
  quick: values.quick,
};
process.stdout.write(`${JSON.stringify({ name: 'audit', figures })}\n`);
process.exit(figures.failed === 0 ? 0 : 1);

async function judgeAll<P>(checks: readonly Check<P>[], place: P): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const check of checks) {
    const finding = await judge(check, place);
    judged.push({ name: check.name, finding });
    say(`${verdictOf(finding).padEnd(9)} ${check.name}: ${finding.missing ?? finding.result}`);
    for (const problem of finding.problems) say(`          ${problem}`);
  }
  return judged;
}

/** A check that breaks has found something too. */
async function judge<P>(check: Check<P>, place: P): Promise<Finding> {
  try {
    return await check.run(place);
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { tried: 0, how: 'the check itself', result: 'it broke', problems: [error instanceof Error ? error.message : String(error)] };
  }
}
