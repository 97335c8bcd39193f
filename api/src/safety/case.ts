import { sql } from 'kysely';
import { idFromUuid, type Id } from '@oto/schema/base/id';
import type { ReportCase, ReportSubject } from '@oto/schema/contract/safety';
import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { evidenceOf } from './evidence.ts';
import { peopleOf } from './people.ts';
import { reportOf, type ReportRow } from './report.ts';
import { subjectOf, type Subject } from './subject.ts';
import { isSuspended } from './suspended.ts';

/** Cases and reports of one case shown at once. */
const CASES = 50;
const REPORTS = 100;
const EXCERPT = 600;

/** Cases that wait, most reported first; or those decided, the latest first. Without evidence. */
export async function readCases(db: Db, state: 'open' | 'decided'): Promise<readonly ReportCase[]> {
  const open = state === 'open';
  const { rows } = await sql<{ subject: ReportSubject; subject_id: string }>`
    select subject, subject_id from report where state ${open ? sql`= 'open'` : sql`<> 'open'`}
    group by subject, subject_id
    order by ${open ? sql`count(*) desc, min(created_at)` : sql`max(decided_at) desc`}, subject_id limit ${CASES}`.execute(db);
  const cases: ReportCase[] = [];
  for (const { subject, subject_id } of rows) cases.push(await caseOf(db, subject, idFromUuid(subject_id)));
  return cases;
}

/** With what is known of who did what. Throws not_found for what nobody reported. */
export async function readCase(db: Db, subject: ReportSubject, id: Id): Promise<ReportCase> {
  const found = await caseOf(db, subject, id);
  if (found.reports.length === 0) throw new ApiError('not_found');
  const thing = await subjectOf(db, subject, id);
  return { ...found, evidence: thing ? [...(await evidenceOf(db, thing))] : [] };
}

async function caseOf(db: Db, subject: ReportSubject, id: Id): Promise<ReportCase> {
  const thing = await subjectOf(db, subject, id);
  const uuid = thing?.uuid ?? null;
  const reports = uuid === null ? [] : await reportsOn(db, subject, uuid);
  const owner = thing?.owner ?? null;
  const people = await peopleOf(db, [owner, ...reports.map((row) => row.reporter_id)]);
  return {
    subject,
    id,
    title: thing === null || thing.title === '' ? (reports[0]?.title ?? '') : thing.title,
    excerpt: excerptOf(thing),
    ...(thing?.thumb ? { thumb: thing.thumb } : {}),
    owner: (owner === null ? undefined : people.get(owner)) ?? null,
    hidden: thing?.hidden ?? true,
    deleted: thing?.deleted ?? true,
    suspended: owner !== null && (await isSuspended(db, owner)),
    plot: thing?.plot ?? null,
    note: thing?.note ? idFromUuid(thing.note) : null,
    reports: reports.map((row) => ({
      ...reportOf(row),
      by: (row.reporter_id === null ? undefined : people.get(row.reporter_id)) ?? null,
      email: row.email,
    })),
    priors: owner === null ? 0 : await priorsOf(db, owner),
    evidence: [],
  };
}

function excerptOf(thing: Subject | null): string {
  const characters = Array.from(thing?.words ?? '');
  return characters.length <= EXCERPT ? characters.join('') : `${characters.slice(0, EXCERPT - 1).join('')}…`;
}

/** Open ones first, then the newest. */
function reportsOn(db: Db, subject: ReportSubject, uuid: string): Promise<readonly ReportRow[]> {
  return db
    .selectFrom('report')
    .selectAll()
    .where('subject', '=', subject)
    .where('subject_id', '=', uuid)
    .orderBy((eb) => eb('state', '=', 'open'), 'desc')
    .orderBy('id', 'desc')
    .limit(REPORTS)
    .execute();
}

/** Statements that stand against a member: what was lifted is forgotten. */
async function priorsOf(db: Db, memberUuid: string): Promise<number> {
  const { count } = await db
    .selectFrom('statement_of_reasons')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('member_id', '=', memberUuid)
    .where('lifted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
