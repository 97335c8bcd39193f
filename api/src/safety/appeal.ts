import { STATEMENT_APPEAL_DAYS, type StatementDecision, type StatementOfReasons } from '@oto/schema/contract/safety';
import { idFromUuid } from '@oto/schema/base/id';
import type { Tables } from '@oto/schema/db/tables';
import type { Updateable } from 'kysely';
import type { z } from 'zod';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { audit } from '../operator/audit.ts';
import { lockCase } from './report.ts';
import { restore } from './restrict.ts';
import { statementOf, tellMember, type StatementRow } from './statement.ts';

const DAY_MS = 86_400_000;

/** Disputes a decision about what is mine, once and within six months. Throws not_found, appeal_over. */
export async function appealStatement(deps: Deps, member: string, statementUuid: string, words: string): Promise<StatementOfReasons> {
  return deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    const row = await lockStatement(trx, statementUuid);
    if (row.member_id !== member) throw new ApiError('not_found');
    const now = deps.now();
    const late = now.getTime() - row.created_at.getTime() > STATEMENT_APPEAL_DAYS * DAY_MS;
    if (row.appeal_state !== null || row.lifted_at !== null || late) throw new ApiError('appeal_over');
    return statementOf(await change(trx, statementUuid, { appeal_words: words, appealed_at: now, appeal_state: 'open' }));
  });
}

/**
 * An operator answers an appeal, once. Lifted: what can be undone is undone; words and files that were deleted stay
 * gone. Whoever took the decision leaves the appeal to another, while there is one. Throws not_found, wrong_state,
 * forbidden.
 */
export async function decideAppeal(
  deps: Deps,
  operator: string,
  statementUuid: string,
  { decision, answer }: z.output<typeof StatementDecision>,
): Promise<StatementRow> {
  return deps.db.transaction().execute(async (trx) => {
    const { subject_id } = await readStatement(trx, statementUuid);
    await lockCase(trx, subject_id);
    const row = await lockStatement(trx, statementUuid);
    if (row.appeal_state !== 'open') throw new ApiError('wrong_state');
    if (row.decided_by === operator && (await anotherOperator(trx, operator)))
      throw new ApiError('forbidden', { detail: 'their own decision' });
    const now = deps.now();
    const decided = await change(trx, statementUuid, {
      appeal_state: decision,
      appeal_answer: answer,
      appeal_by: operator,
      appeal_decided_at: now,
      ...(decision === 'lifted' ? { lifted_at: now } : {}),
    });
    if (decision === 'lifted') await restore(trx, decided);
    await audit(trx, operator, `statement_${decision}`, idFromUuid(statementUuid), {
      subject: row.subject,
      of: idFromUuid(row.subject_id),
      sanction: row.sanction,
    });
    if (await isHere(trx, row.member_id)) await tellMember(trx, now, decided, decision);
    return decided;
  });
}

/** They stay until the transaction ends. */
async function isHere(trx: Trx, member: string): Promise<boolean> {
  const row = await trx
    .selectFrom('member')
    .select('id')
    .where('id', '=', member)
    .where('deleted_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

async function readStatement(trx: Trx, uuid: string): Promise<StatementRow> {
  const row = await trx.selectFrom('statement_of_reasons').selectAll().where('id', '=', uuid).executeTakeFirst();
  if (!row) throw new ApiError('not_found');
  return row;
}

async function lockStatement(trx: Trx, uuid: string): Promise<StatementRow> {
  const row = await trx.selectFrom('statement_of_reasons').selectAll().where('id', '=', uuid).forUpdate().executeTakeFirst();
  if (!row) throw new ApiError('not_found');
  return row;
}

type Changes = Updateable<Tables['statement_of_reasons']>;

async function change(trx: Trx, uuid: string, changes: Changes): Promise<StatementRow> {
  return trx.updateTable('statement_of_reasons').set(changes).where('id', '=', uuid).returningAll().executeTakeFirstOrThrow();
}

async function anotherOperator(trx: Trx, operator: string): Promise<boolean> {
  const other = await trx
    .selectFrom('member')
    .select('id')
    .where('role', '=', 'operator')
    .where('id', '<>', operator)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}
