import { STATEMENT_APPEAL_DAYS, type StatementDecision, type StatementOfReasons } from '@oto/schema/contract/safety';
import { idFromUuid } from '@oto/schema/base/id';
import type { Tables } from '@oto/schema/db/tables';
import type { Updateable } from 'kysely';
import type { z } from 'zod';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { hasAnotherOperator } from '../operator/another-operator.ts';
import { audit } from '../operator/audit.ts';
import { holdPeople } from './people.ts';
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
 * gone. Whoever took the decision, or whose appeal it is, leaves it to another, while there is one. Throws not_found,
 * wrong_state, forbidden.
 */
export async function decideAppeal(
  deps: Deps,
  operator: string,
  statementUuid: string,
  { decision, answer }: z.output<typeof StatementDecision>,
): Promise<StatementRow> {
  return deps.db.transaction().execute(async (trx) => {
    const { subject, subject_id, sanction, member_id } = await readStatement(trx, statementUuid);
    const shown = decision === 'lifted' && subject === 'member' && sanction === 'hide';
    const here = await holdPeople(trx, [member_id], shown ? member_id : null);
    await lockCase(trx, subject_id);
    const row = await lockStatement(trx, statementUuid);
    if (row.appeal_state !== 'open') throw new ApiError('wrong_state');
    if ([row.decided_by, row.member_id].includes(operator) && (await hasAnotherOperator(trx, operator)))
      throw new ApiError('forbidden', { detail: 'their own decision or appeal' });
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
    if (here.has(member_id)) await tellMember(trx, now, decided, decision);
    return decided;
  });
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
