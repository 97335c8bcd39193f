import type { Selectable } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import { errorText, isErrorCode } from '@oto/schema/contract/errors';
import type { Job } from '@oto/schema/contract/job';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Trx } from '../deps.ts';
import { queueOf } from './eta.ts';

export type JobRow = Selectable<Tables['job']>;

/** A job as its author sees it. `lang` is the language of its error's sentence. */
export async function jobView(db: Db | Trx, now: Date, row: JobRow, lang: Lang): Promise<Job> {
  const creation = await db
    .selectFrom('creation')
    .select(['prompt', 'plot_x', 'plot_y'])
    .where('id', '=', row.creation_id)
    .executeTakeFirstOrThrow();
  const agents = await db
    .selectFrom('job_step')
    .innerJoin('agent_version', 'agent_version.id', 'job_step.agent_version_id')
    .select('agent_version.agent_id')
    .where('job_id', '=', row.id)
    .orderBy('position')
    .execute();
  const { position, etaMs } = await queueOf(db, now, row);
  return {
    id: idFromUuid(row.id),
    creation: idFromUuid(row.creation_id),
    kind: row.kind,
    state: row.state,
    where: row.place,
    prompt: creation.prompt,
    agents: agents.map((agent) => idFromUuid(agent.agent_id)),
    position,
    etaMs,
    pct: row.pct,
    phase: row.phase,
    step: row.step,
    attempt: row.attempt,
    price: row.price,
    charged: row.charged,
    kept: row.kept,
    error: isErrorCode(row.error_code) ? { code: row.error_code, message: errorText(row.error_code, lang) } : null,
    plot: creation.plot_x === null || creation.plot_y === null ? null : { x: creation.plot_x, y: creation.plot_y },
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
