import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from './check.ts';
import { OPEN_ROUTES } from './open-route.ts';
import { REVIEWED_REGEXES } from './reviewed-regex.ts';
import { REVIEWED } from './secret.ts';

export type Verdict = 'PASS' | 'FAIL' | 'NOT TRIED';
export type Judged = { readonly name: string; readonly finding: Finding };

export function verdictOf({ problems, missing }: Finding): Verdict {
  if (problems.length > 0) return 'FAIL';
  return missing === undefined ? 'PASS' : 'NOT TRIED';
}

/** docs/security-audit.md, made whole each time: no date and no port in it, so that it changes only with what is found. */
export async function writeReport(
  root: string,
  parts: readonly { readonly title: string; readonly judged: readonly Judged[] }[],
  quick: boolean,
): Promise<void> {
  const all = parts.flatMap(({ judged }) => judged);
  const count = (verdict: Verdict) => all.filter(({ finding }) => verdictOf(finding) === verdict).length;
  const text = [
    '# Security audit',
    '',
    `Written by \`npm run audit\`${quick ? ' (`--quick`: a part of the values)' : ''}, which tries everything below against the code, the files and the running product on loopback, and ends with 1 when anything fails. ${all.length} checks: ${count('PASS')} pass, ${count('FAIL')} fail, ${count('NOT TRIED')} could not be tried. What it tries against is a local run with limits of rate lifted, so that they hide nothing, and an api with a host’s settings for what depends on them.`,
    '',
    'Other attacks have commands of their own: `npm run drill -- bad-input` (hostile HTTP, WebSocket and Yjs, with the documents compared before and after), `npm run drill -- scanners` (sqlmap, ffuf, slowhttptest), `npm run drill -- purchase` (forged and repeated payments), `npm run bench -- firewall`, and `npm run ops` (the proxy, the wall and the jails, live).',
    '',
    ...parts.flatMap(({ title, judged }) => [
      `## ${title}`,
      '',
      '| check | verdict | tried | found |',
      '| --- | --- | --- | --- |',
      ...judged.map(
        ({ name, finding }) =>
          `| ${name} | ${verdictOf(finding)} | ${finding.tried.toLocaleString('en')} | ${cell(finding.missing ?? finding.result)} |`,
      ),
      '',
      ...judged.flatMap(({ name, finding }) => [
        `**${name}.** ${sentence(finding.how)}`,
        '',
        ...(finding.problems.length === 0 ? [] : [...finding.problems.map((problem) => `- FAIL: ${problem}`), '']),
      ]),
    ]),
    '## Reviewed by hand',
    '',
    'What the checks are told to let pass, with the reason. An entry that no longer applies is a failure too.',
    '',
    '| route without a sign-in | why |',
    '| --- | --- |',
    ...Object.entries(OPEN_ROUTES).map(([route, why]) => `| \`${route}\` | ${cell(why)} |`),
    '',
    ...(REVIEWED_REGEXES.length === 0
      ? []
      : [
          '| regular expression | where | what keeps its input short |',
          '| --- | --- | --- |',
          ...REVIEWED_REGEXES.map(({ file, regex, bound }) => `| \`${cell(regex)}\` | ${file} | ${cell(bound)} |`),
          '',
        ]),
    ...(REVIEWED.length === 0
      ? []
      : [
          '| looks like a credential | why it is none |',
          '| --- | --- |',
          ...REVIEWED.map(({ digest, why }) => `| SHA-256 ${digest}… | ${cell(why)} |`),
          '',
        ]),
  ].join('\n');
  const file = join(root, 'docs/security-audit.md');
  await writeFile(file, text);
  execFileSync(join(root, 'node_modules/.bin/oxfmt'), [file], { cwd: root });
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return whole.endsWith('.') ? whole : `${whole}.`;
}
