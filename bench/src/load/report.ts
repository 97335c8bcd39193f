import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { wordsOf, type Ramp } from './ramp.ts';
import type { Measured } from './step.ts';

export type Told = {
  readonly ramps: readonly Ramp[];
  readonly quick: boolean;
  /** Null: a product of ours on this machine. */
  readonly elsewhere: string | null;
  readonly seconds: number;
  /** Runnable processes of the machine before anything began, by the kernel's average of a minute. */
  readonly loadBefore: number;
};

/** docs/load.md, made whole each time. */
export async function writeReport(root: string, { ramps, quick, elsewhere, seconds, loadBefore }: Told): Promise<void> {
  const cores = cpus();
  const busy = loadBefore > cores.length / 2;
  const text = [
    '# Load',
    '',
    `Written by \`npm run load\`${quick ? ' with `--quick`: few and short steps, which show that it works, not what it can hold' : ''}. It grows watchers, editors and generations until something gives, names what gave first and why, goes on until something fails, and lets the product rest. \`--until-first\` stops at the first; \`--url ADDRESS --i-own-it\` loads a staging place through its front door.`,
    '',
    `${elsewhere === null ? 'The product, its PostgreSQL, its people and the gateway (on a host: Caddy) shared one machine' : `The people came from one machine to ${elsewhere}`}: ${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB. ${busy ? `It was busy with other things: ${loadBefore.toFixed(1)} processes wanted to run before anything began, so these figures say what gives first, not how much the product holds.` : `It was quiet before (${loadBefore.toFixed(1)}).`} Each step held for ${seconds} s. ${elsewhere === null ? 'Limits of rate were lifted, since all people come from one address; every other limit stood.' : ''}`,
    '',
    'Aims: presence p99 50 ms, board reads p99 50 ms, pick-up p50 25 ms, on the board p50 300 ms, commit p99 300 ms, nothing lost, nothing refused.',
    '',
    '| ramp | held | gave first | what | evidence | failed | afterwards |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...ramps.map(
      (ramp) =>
        `| ${ramp.name} | ${ramp.held === null ? 'not the first step' : wordsOf(ramp.held)} | ${ramp.gave === null ? 'nothing' : `${wordsOf(ramp.gave.load)}: ${cell(ramp.gave.aims.join('; '))}`} | ${ramp.gave?.culprit.what ?? ''} | ${cell(ramp.gave?.culprit.evidence ?? '')} | ${ramp.cliff === null ? 'nothing' : `${wordsOf(ramp.cliff.load)}: ${cell(ramp.cliff.failures.join('; '))}`} | ${afterwards(ramp)} |`,
    ),
    '',
    '## What to raise next',
    '',
    ...ramps.map(
      ({ name, gave }) =>
        `- **${name}**: ${gave === null ? 'nothing gave within these steps: grow them' : `${gave.culprit.what}: ${gave.culprit.raise}`}.`,
    ),
    '',
    ...ramps.flatMap(({ name, steps }) => [
      `## ${name.charAt(0).toUpperCase()}${name.slice(1)}, step by step`,
      '',
      '| load | connected | presence p99 | commit p99 | lost | http p99 | pick-up p50 | on the board p50 | made/s | machine | processes: % of a core, MiB, ms late | PostgreSQL | errors |',
      '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
      ...steps.map(row),
      '',
    ]),
  ].join('\n');
  const file = join(root, 'docs/load.md');
  await writeFile(file, text);
  execFileSync(join(root, 'node_modules/.bin/oxfmt'), [file], { cwd: root });
}

function row(step: Measured): string {
  const ms = (value: number | null) => (value === null ? '' : Number.isNaN(value) ? 'never' : String(Math.round(value)));
  const { use } = step;
  const processes =
    use?.processes
      .map(({ name, cpu, rssMb, lateMs, files }) => `${name}: ${cpu}, ${rssMb}, ${lateMs ?? '–'} (${files} files)`)
      .join('; ') ?? '';
  const database = use?.database;
  const waits = Object.entries(database?.waits ?? {}).map(([kind, count]) => `${kind} ${count}`);
  const postgres = database
    ? `${database.connections} of ${database.connectionsMax}, ${database.busy} at work${waits.length > 0 ? ` (${waits.join(', ')})` : ''}`
    : '';
  const errors = Object.entries(step.errors).map(([reason, count]) => `${count} × ${reason}`);
  const cells = [
    wordsOf(step.load),
    String(step.held),
    ms(step.presenceP99),
    ms(step.commitP99),
    String(step.lost),
    ms(step.httpP99),
    ms(step.pickupP50),
    ms(step.pinnedP50),
    step.made === null ? '' : String(step.made),
    use ? `${use.machineCpu} %` : '',
    processes,
    postgres,
    errors.join('; '),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

function afterwards({ gave, recoveredMs, restarted }: Ramp): string {
  if (gave === null) return '';
  const back =
    recoveredMs === null ? 'not calm again within the time given' : `calm again by itself after ${(recoveredMs / 1000).toFixed(1)} s`;
  return restarted === 0 ? `${back}, no process restarted` : `${back}, ${restarted} processes restarted`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
