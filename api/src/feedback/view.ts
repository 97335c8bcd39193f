import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Feedback, FeedbackCase } from '@oto/schema/contract/feedback';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Trx } from '../deps.ts';

export type FeedbackRow = Selectable<Tables['feedback']>;

/** As whoever wrote it sees it. */
export function feedbackView(row: FeedbackRow): z.input<typeof Feedback> {
  return {
    id: idFromUuid(row.id),
    kind: row.kind,
    words: row.words,
    state: row.state,
    answer: row.answer,
    createdAt: row.created_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
  };
}

/** As operators do. `mail`: whether letters come somewhere. */
export async function feedbackCases(db: Db | Trx, rows: readonly FeedbackRow[], mail: boolean): Promise<z.input<typeof FeedbackCase>[]> {
  const named = rows.flatMap(({ member_id }) => member_id ?? []);
  const people =
    named.length === 0
      ? []
      : await db.selectFrom('member').select(['id', 'name', 'handle']).where('id', 'in', named).where('deleted_at', 'is', null).execute();
  const byId = new Map(people.map(({ id, name, handle }) => [id, { id: idFromUuid(id), name, handle }]));
  return rows.map((row) => {
    const by = row.member_id === null ? null : (byId.get(row.member_id) ?? null);
    return {
      ...feedbackView(row),
      by,
      reachable: by !== null || (mail && row.contact !== null),
      lang: row.lang,
      about: row.about,
      lines: [...row.lines],
      requestIds: row.request_ids,
      picture: row.sha256 !== null,
    };
  });
}
