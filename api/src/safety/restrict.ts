import { idFromUuid } from '@oto/schema/base/id';
import type { Sanction } from '@oto/schema/contract/safety';
import { eraseCreations } from '../creation/erase.ts';
import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { hideMember, hideNote } from '../operator/hide.ts';
import { releaseSeat } from '../plot/release-seat.ts';
import { hideComment } from '../social/hide-comment.ts';
import type { StatementRow } from './statement.ts';
import type { Subject } from './subject.ts';

/**
 * Does to a subject what a decision says, but for the statement, which alone makes a suspension. What is hidden or
 * gone already stays so.
 */
export async function restrict(trx: Trx, subject: Subject, sanction: Exclude<Sanction, 'none'>, at: Date, reason: string): Promise<void> {
  if (subject.deleted) return;
  if (sanction === 'delete') return remove(trx, subject, at, reason);
  if (sanction === 'suspend' && subject.subject === 'member') return;
  await setHidden(trx, subject, at, reason);
}

/** Once the member (uuid) is held: see holdPeople. Throws forbidden for an operator: their role goes first. */
export async function requireNoOperator(trx: Trx, memberUuid: string): Promise<void> {
  const member = await trx.selectFrom('member').select('role').where('id', '=', memberUuid).executeTakeFirst();
  if (member?.role === 'operator') throw new ApiError('forbidden', { detail: 'an operator is not suspended' });
}

/** Undoes what a statement did that was just lifted, unless another one holds the same. What was deleted stays gone. */
export async function restore(trx: Trx, lifted: StatementRow): Promise<void> {
  if (lifted.sanction === 'delete' || lifted.sanction === 'none') return;
  if (lifted.sanction === 'suspend' && lifted.subject === 'member') return;
  const other = await trx
    .selectFrom('statement_of_reasons')
    .select('id')
    .where('subject', '=', lifted.subject)
    .where('subject_id', '=', lifted.subject_id)
    .where('sanction', '<>', 'none')
    .where('lifted_at', 'is', null)
    .$if(lifted.subject === 'member', (query) => query.where('sanction', '=', 'hide'))
    .executeTakeFirst();
  if (other) return;
  await setHidden(trx, { subject: lifted.subject, uuid: lifted.subject_id }, null, '');
}

/** Hidden already, or shown already: nothing changes. */
async function setHidden(trx: Trx, { subject, uuid }: Pick<Subject, 'subject' | 'uuid'>, at: Date | null, reason: string): Promise<void> {
  if (subject === 'comment') return void (await hideComment(trx, uuid, at, reason));
  const row = await trx.selectFrom(subject).select(['hidden_at', 'deleted_at']).where('id', '=', uuid).forNoKeyUpdate().executeTakeFirst();
  if (!row || row.deleted_at !== null || (row.hidden_at === null) === (at === null)) return;
  if (subject === 'member') await hideMember(trx, uuid, at, reason);
  else await hideNote(trx, subject, idFromUuid(uuid), at, reason);
}

async function remove(trx: Trx, subject: Subject, at: Date, reason: string): Promise<void> {
  const { uuid } = subject;
  switch (subject.subject) {
    case 'creation':
      await setHidden(trx, subject, at, reason);
      return eraseCreations(trx, [uuid], at, 'operator');
    case 'agent': {
      await setHidden(trx, subject, at, reason);
      await trx.updateTable('agent').set({ deleted_at: at, deleted_reason: 'operator' }).where('id', '=', uuid).execute();
      await trx.updateTable('agent_version').set({ name: '…', role: '', instructions: '' }).where('agent_id', '=', uuid).execute();
      if (subject.plot) await releaseSeat(trx, subject.plot);
      return;
    }
    case 'comment':
      await hideComment(trx, uuid, at, reason);
      await trx.updateTable('comment').set({ deleted_at: at, deleted_reason: 'operator', body: '' }).where('id', '=', uuid).execute();
      return;
    case 'member':
      throw new ApiError('bad_request', { fields: [{ path: 'sanction', message: 'an account is closed by who it belongs to' }] });
    default:
      return subject.subject satisfies never;
  }
}
