import type { ReportSubject } from '@oto/schema/contract/safety';
import { uuidFromId, type Id } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { holdPeople } from './people.ts';
import { stateReasons, tellMember } from './statement.ts';
import { subjectOf, type Subject } from './subject.ts';

type Type = Exclude<ReportSubject, 'comment'>;
/** `subject`: what holdOwner answered. */
export type Hiding = { readonly operator: string; readonly subject: Subject; readonly facts: string };

/** What is about to be hidden, its owner kept from leaving: first in the transaction. Null when its owner has left, or it never was. */
export async function holdOwner(trx: Trx, type: Type, id: Id): Promise<Subject | null> {
  const subject = await subjectOf(trx, type, id);
  if (!subject) return null;
  const here = await holdPeople(trx, [subject.owner], type === 'member' ? subject.owner : null);
  return here.has(subject.owner) ? subject : null;
}

/**
 * What an operator hides without any report is stated to its owner like what was reported: which, on which ground, by
 * which facts, and how to appeal. Late in the transaction.
 */
export async function stateHiding(trx: Trx, now: Date, { operator, subject, facts }: Hiding): Promise<void> {
  const statement = await stateReasons(trx, now, {
    member_id: subject.owner,
    subject: subject.subject,
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
export async function liftHiding(trx: Trx, now: Date, type: Type, id: Id): Promise<void> {
  await trx
    .updateTable('statement_of_reasons')
    .set({ lifted_at: now })
    .where('subject', '=', type)
    .where('subject_id', '=', uuidFromId(id))
    .where('sanction', '=', 'hide')
    .where('lifted_at', 'is', null)
    .execute();
}
