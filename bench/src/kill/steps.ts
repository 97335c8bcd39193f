import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Stack } from '@oto/ops/local/stack';
import { uuidFromId } from '@oto/schema/base/id';
import type { Job } from '@oto/schema/contract/job';

type Begun = { readonly job: string; readonly attempt: number; readonly step: number };

/**
 * Chains that ended well; steps of theirs that an earlier attempt had delivered, whose worker died before the
 * chain was done; and steps that an engine began again after they were delivered, by the workers' own logs.
 */
export async function countSteps(pool: pg.Pool, jobs: readonly Job[], { logs, replicas }: Stack, say: (line: string) => void) {
  const chains = jobs.filter(({ state, agents }) => state === 'succeeded' && agents.length > 1);
  const { rows } = await pool.query<{ job: string; position: number; delivered: number; attempt: number }>(
    `select s.job_id as job, s.position, s.delivered_attempt as delivered, j.attempt from job_step s join job j on j.id = s.job_id
     where s.delivered_attempt is not null`,
  );
  const written = await Promise.all(replicas.worker.map(({ name }) => readFile(join(logs, `${name}.log`), 'utf8')));
  const lines = written.flatMap((log) => log.split('\n'));
  const begun = lines.flatMap((line) => begunIn(line) ?? []);
  if (rows.length > 0 && begun.length === 0) throw new Error('the worker wrote down no step');
  const again = rows.filter(({ job, position, delivered }) =>
    begun.some((entry) => uuidFromId(entry.job) === job && entry.step === position && entry.attempt > delivered),
  );
  for (const { job, position } of again) say(`step ${position} of job ${job} was run again after it was delivered`);
  return { chains: chains.length, resumed: rows.filter(({ delivered, attempt }) => delivered < attempt).length, runTwice: again.length };
}

/** What a worker writes down when an engine begins; null for any other line. A kill may cut a line in two. */
function begunIn(line: string): Begun | null {
  if (!line.includes('"step begun"') || !line.endsWith('}')) return null;
  const { job, attempt, step } = JSON.parse(line) as Partial<Begun>;
  if (job === undefined || attempt === undefined || step === undefined) throw new Error(`a line that was not expected: ${line}`);
  return { job, attempt, step };
}
