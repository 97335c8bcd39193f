import type { ReportSubject } from '@oto/schema/contract/safety';
import { uuidFromId, type Id } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { stateReasons, tellMember } from './statement.ts';
import { subjectOf } from './subject.ts';

export type Hiding = {
  readonly operator: string;
  readonly type: Exclude<ReportSubject, 'comment'>;
  readonly id: Id;
  readonly facts: string;
};

/**
 * What an operator hides without any report is stated to its owner like what was reported: which, on which ground, by
 * which facts, and how to appeal. Late in the transaction. Nobody is told of what belongs to somebody who has left.
 */
export async function stateHiding(trx: Trx, now: Date, { operator, type, id, facts }: Hiding): Promise<void> {
  const subject = await subjectOf(trx, type, id);
  if (!subject) return;
  const owner = await trx
    .selectFrom('member')
    .select('id')
    .where('id', '=', subject.owner)
    .where('deleted_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (!owner) return;
  const statement = await stateReasons(trx, now, {
    member_id: owner.id,
    subject: type,
    subject_id: subject.uuid,
    title: subject.title,
    sanction: 'hide',
    ground: 'terms',
    reason: 'other',
    facts,
    decided_by: operator,
  });
  await tellMember(trx, now, statement, statement.sanction);
}

/** What an operator shows again is no longer held against its owner. */
export async function liftHiding(trx: Trx, now: Date, type: Hiding['type'], id: Id): Promise<void> {
  await trx
    .updateTable('statement_of_reasons')
    .set({ lifted_at: now })
    .where('subject', '=', type)
    .where('subject_id', '=', uuidFromId(id))
    .where('sanction', '=', 'hide')
    .where('lifted_at', 'is', null)
    .execute();
}
