import type { z } from 'zod';
import type { Id } from '@oto/schema/base/id';
import { SANCTIONS_OF, type CaseDecision, type ReportSubject } from '@oto/schema/contract/safety';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { cancelJob } from '../job/cancel.ts';
import { enqueueMail } from '../mail/enqueue.ts';
import { notify } from '../notification/notify.ts';
import { hasAnotherOperator } from '../operator/another-operator.ts';
import { audit } from '../operator/audit.ts';
import { answerMail } from './answer-mail.ts';
import { holdPeople } from './people.ts';
import { lockCase, type ReportRow } from './report.ts';
import { requireNoOperator, restrict } from './restrict.ts';
import { stateReasons, tellMember, type StatementRow } from './statement.ts';
import { subjectOf, type Subject } from './subject.ts';

type Decision = z.output<typeof CaseDecision>;

/**
 * Decides every open report of a subject at once: `none` rejects them; anything else is done, and its owner is told on
 * which grounds. Everybody who reported it is answered. Nobody judges what is their own, while another operates. Throws
 * not_found, wrong_state when nothing is open any more, bad_request for what cannot be done to it or is not founded,
 * forbidden for their own and to suspend an operator.
 */
export async function decideCase(deps: Deps, operator: string, kind: ReportSubject, id: Id, decision: Decision): Promise<void> {
  const { sanction } = decision;
  if (!SANCTIONS_OF[kind].includes(sanction))
    throw new ApiError('bad_request', { fields: [{ path: 'sanction', message: `not of a ${kind}` }] });
  if (sanction !== 'none' && decision.facts.length < 3) {
    throw new ApiError('bad_request', { fields: [{ path: 'facts', message: 'what it is founded on' }] });
  }
  const suspended = await deps.db.transaction().execute(async (trx) => {
    const subject = await subjectOf(trx, kind, id);
    if (!subject) throw new ApiError('not_found');
    if (subject.owner === operator && (await hasAnotherOperator(trx, operator)))
      throw new ApiError('forbidden', { detail: 'a case about what is theirs' });
    await lockCase(trx, subject.uuid);
    const changed = sanction === 'suspend' || (sanction === 'hide' && kind === 'member') ? subject.owner : null;
    const here = await holdPeople(trx, [subject.owner, ...(await reportersOf(trx, subject))], changed);
    if (sanction === 'suspend') await requireNoOperator(trx, subject.owner);
    const reports = await closeReports(deps, trx, operator, subject, decision);
    const statement =
      sanction === 'none' ? null : await apply(deps, trx, operator, subject, here.has(subject.owner), { ...decision, sanction });
    await audit(trx, operator, 'case_decide', id, { type: kind, sanction, reason: decision.reason, reports: reports.length });
    await tellAll(deps, trx, decision, reports, here, statement);
    return sanction === 'suspend' ? subject.owner : null;
  });
  if (suspended !== null) await cancelOpen(deps, suspended);
}

/** Who has reported it and waits for an answer (uuids): nobody else can while the case is locked. */
async function reportersOf(trx: Trx, subject: Subject): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('report')
    .select('reporter_id')
    .where('subject', '=', subject.subject)
    .where('subject_id', '=', subject.uuid)
    .where('state', '=', 'open')
    .execute();
  return rows.flatMap(({ reporter_id }) => reporter_id ?? []);
}

async function closeReports(deps: Deps, trx: Trx, operator: string, subject: Subject, decision: Decision): Promise<readonly ReportRow[]> {
  const rows = await trx
    .updateTable('report')
    .set({
      state: decision.sanction === 'none' ? 'rejected' : 'upheld',
      answer: decision.answer,
      decided_by: operator,
      decided_at: deps.now(),
    })
    .where('subject', '=', subject.subject)
    .where('subject_id', '=', subject.uuid)
    .where('state', '=', 'open')
    .returningAll()
    .execute();
  if (rows.length === 0) throw new ApiError('wrong_state');
  return rows;
}

async function apply(
  deps: Deps,
  trx: Trx,
  operator: string,
  subject: Subject,
  ownerIsHere: boolean,
  { sanction, ground, reason, facts }: Decision & { readonly sanction: 'hide' | 'delete' | 'suspend' },
): Promise<StatementRow | null> {
  const now = deps.now();
  await restrict(trx, subject, sanction, now, facts.slice(0, 200));
  // Who has left cannot be told, and has nothing left to be restricted.
  if (!ownerIsHere) return null;
  return stateReasons(trx, now, {
    member_id: subject.owner,
    subject: subject.subject,
    subject_id: subject.uuid,
    title: subject.title,
    sanction,
    ground,
    reason,
    facts,
    decided_by: operator,
  });
}

/** In the order of members' ids: see recordEvent. */
async function tellAll(
  deps: Deps,
  trx: Trx,
  decision: Decision,
  reports: readonly ReportRow[],
  here: ReadonlySet<string>,
  statement: StatementRow | null,
): Promise<void> {
  const now = deps.now();
  const watchers = reports.filter(({ email }) => email !== null);
  for (const { email } of watchers)
    if (email !== null) await enqueueMail(trx, answerMail(email, decision.sanction !== 'none', decision.answer));
  // It was left for the answer alone.
  const answered = watchers.map(({ id }) => id);
  if (answered.length > 0) await trx.updateTable('report').set({ email: null }).where('id', 'in', answered).execute();
  const titles = new Map(reports.flatMap(({ reporter_id, title }) => (reporter_id === null ? [] : [[reporter_id, title] as const])));
  const told = [...[...titles.keys()].filter((member) => here.has(member)), ...(statement ? [statement.member_id] : [])].toSorted();
  for (const member of told) {
    if (member === statement?.member_id) await tellMember(trx, now, statement, statement.sanction);
    else {
      await notify(trx, now, {
        member_id: member,
        about: 'report',
        kind: null,
        title: titles.get(member) ?? '',
        code: decision.sanction === 'none' ? 'rejected' : 'upheld',
        creation_id: null,
        job_id: null,
      });
    }
  }
}

/** Afterwards, one by one: nothing new begins once the suspension stands. What ended meanwhile stays as it is. */
async function cancelOpen(deps: Deps, member: string): Promise<void> {
  const open = await deps.db
    .selectFrom('job')
    .select('id')
    .where('author_id', '=', member)
    .where('state', 'in', ['queued', 'running'])
    .execute();
  for (const { id } of open) {
    try {
      await cancelJob(deps, id, member);
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'wrong_state')) throw error;
    }
  }
}
