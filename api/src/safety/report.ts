import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import type { Report, ReportRequest } from '@oto/schema/contract/safety';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { tellReported } from '../webhook/tell-people.ts';
import { subjectFor } from './subject.ts';

export type ReportRow = Selectable<Tables['report']>;

/** Reports shown to who made them. */
const SHOWN = 50;

export type Filed = { readonly report: Report; readonly fresh: boolean };

/**
 * Keeps a report of a member (uuid), or of a watcher (null). While one of theirs of the same subject is open, that one
 * is answered. Throws not_found for what they may not see, forbidden for what is their own.
 */
export async function fileReport(deps: Deps, member: string | null, asked: z.output<typeof ReportRequest>): Promise<Filed> {
  return deps.db.transaction().execute(async (trx) => {
    if (member !== null) await holdMember(trx, member);
    const subject = await subjectFor(trx, asked.subject, asked.id, member);
    if (subject.owner === member) throw new ApiError('forbidden', { detail: 'their own' });
    // A case is decided under the same lock: what is reported meanwhile waits for the next decision.
    await lockCase(trx, subject.uuid);
    const email = member === null ? (asked.email ?? null) : null;
    const who = member ?? email;
    if (who !== null) {
      const open = await trx
        .selectFrom('report')
        .selectAll()
        .where('subject', '=', asked.subject)
        .where('subject_id', '=', subject.uuid)
        .where('state', '=', 'open')
        .where(member === null ? 'email' : 'reporter_id', '=', who)
        .executeTakeFirst();
      if (open) return { report: reportOf(open), fresh: false };
    }
    const row = await trx
      .insertInto('report')
      .values({
        id: uuidFromId(newId()),
        subject: asked.subject,
        subject_id: subject.uuid,
        owner_id: subject.owner,
        title: subject.title,
        reporter_id: member,
        email,
        reason: asked.reason,
        words: asked.words,
        created_at: deps.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const report = reportOf(row);
    const { id, subject: kind, subjectId, reason } = report;
    await tellReported(trx, deps.now(), { id, subject: kind, subjectId, reason });
    return { report, fresh: true };
  });
}

/** Until the transaction ends, nobody else reports this subject (uuid) or decides on it. */
export async function lockCase(trx: Trx, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`case:${subject}`}, 0))`.execute(trx);
}

/** A member's own, newest first; `most` null: all of them. */
export async function reportsOf(db: Db, memberUuid: string, most: number | null = SHOWN): Promise<readonly Report[]> {
  const rows = await db.selectFrom('report').selectAll().where('reporter_id', '=', memberUuid).orderBy('id', 'desc').limit(most).execute();
  return rows.map(reportOf);
}

export function reportOf(row: ReportRow): Report {
  return {
    id: idFromUuid(row.id),
    subject: row.subject,
    subjectId: idFromUuid(row.subject_id),
    title: row.title,
    reason: row.reason,
    words: row.words,
    state: row.state,
    answer: row.answer,
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}
