import type { Insertable, Selectable } from 'kysely';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import type { OperatorStatement, StatementOfReasons } from '@oto/schema/contract/safety';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Trx } from '../deps.ts';
import { notify } from '../notification/notify.ts';
import { peopleOf } from './people.ts';

export type StatementRow = Selectable<Tables['statement_of_reasons']>;
type New = Omit<Insertable<Tables['statement_of_reasons']>, 'id' | 'created_at'>;

/** Statements shown at once. */
const SHOWN = 100;

/** Writes down why something of a member is restricted. They are told last: see tellMember. */
export async function stateReasons(trx: Trx, now: Date, reasons: New): Promise<StatementRow> {
  return trx
    .insertInto('statement_of_reasons')
    .values({ ...reasons, id: uuidFromId(newId()), created_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** `code`: the sanction, or what became of the appeal. Late in the transaction, and of several members in the order of their ids. */
export async function tellMember(trx: Trx, now: Date, row: StatementRow, code: string): Promise<void> {
  await notify(trx, now, {
    member_id: row.member_id,
    about: 'statement',
    kind: null,
    title: row.title,
    code,
    creation_id: null,
    job_id: null,
  });
}

/** A member's own, newest first; `most` null: all of them. */
export async function statementsOf(db: Db | Trx, memberUuid: string, most: number | null = SHOWN): Promise<readonly StatementOfReasons[]> {
  const rows = await db
    .selectFrom('statement_of_reasons')
    .selectAll()
    .where('member_id', '=', memberUuid)
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(statementOf);
}

/** For operators: what is disputed first, the oldest appeal before the others; or the newest statements. */
export async function allStatements(db: Db | Trx, state: 'appealed' | 'all'): Promise<readonly OperatorStatement[]> {
  let query = db.selectFrom('statement_of_reasons').selectAll();
  query = state === 'appealed' ? query.where('appeal_state', '=', 'open').orderBy('appealed_at') : query.orderBy('id', 'desc');
  return forOperators(db, await query.limit(SHOWN).execute());
}

export async function forOperators(db: Db | Trx, rows: readonly StatementRow[]): Promise<readonly OperatorStatement[]> {
  const people = await peopleOf(
    db,
    rows.map((row) => row.member_id),
  );
  return rows.map((row) => ({ ...statementOf(row), member: people.get(row.member_id) ?? null }));
}

export function statementOf(row: StatementRow): StatementOfReasons {
  return {
    id: idFromUuid(row.id),
    subject: row.subject,
    subjectId: idFromUuid(row.subject_id),
    title: row.title,
    sanction: row.sanction,
    ground: row.ground,
    reason: row.reason,
    facts: row.facts,
    automated: row.automated,
    createdAt: row.created_at.toISOString(),
    liftedAt: row.lifted_at?.toISOString() ?? null,
    appeal:
      row.appeal_words === null || row.appealed_at === null || row.appeal_state === null
        ? null
        : {
            words: row.appeal_words,
            at: row.appealed_at.toISOString(),
            state: row.appeal_state,
            answer: row.appeal_answer,
            decidedAt: row.appeal_decided_at?.toISOString() ?? null,
          },
  };
}
