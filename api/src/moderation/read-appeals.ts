import { idFromUuid } from '@oto/schema/base/id';
import { REASONS, type OperatorAppeal } from '@oto/schema/contract/moderation';
import type { Db, Trx } from '../deps.ts';

/** Appeals with who appealed: open ones first when all are asked for, then the newest. */
export async function readAppeals(
  db: Db | Trx,
  wanted: { readonly id?: string; readonly member?: string; readonly limit: number },
): Promise<readonly OperatorAppeal[]> {
  let query = db
    .selectFrom('appeal')
    .innerJoin('refusal', 'refusal.id', 'appeal.refusal_id')
    .innerJoin('member', 'member.id', 'appeal.member_id')
    .leftJoin('house_rule', (join) => join.on((eb) => eb(eb.cast<string>('house_rule.id', 'text'), '=', eb.ref('refusal.rule'))))
    .selectAll('appeal')
    .select(['refusal.prompt', 'refusal.reason', 'refusal.passage', 'house_rule.advice_fr', 'house_rule.advice_en'])
    .select(['member.name', 'member.handle', 'member.lang']);
  if (wanted.id !== undefined) query = query.where('appeal.id', '=', wanted.id);
  if (wanted.member === undefined) query = query.orderBy((eb) => eb('appeal.state', '=', 'open'), 'desc');
  else query = query.where('appeal.member_id', '=', wanted.member);
  const rows = await query.orderBy('appeal.created_at', 'desc').orderBy('appeal.id').limit(wanted.limit).execute();
  return rows.map((row) => ({
    id: idFromUuid(row.id),
    state: row.state,
    prompt: row.prompt,
    refusal: {
      id: idFromUuid(row.refusal_id),
      reason: row.reason,
      advice: (row.lang === 'fr' ? row.advice_fr : row.advice_en) || REASONS[row.reason][row.lang],
      passage: row.passage,
    },
    words: row.words,
    answer: row.answer,
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    member: { id: idFromUuid(row.member_id), name: row.name, handle: row.handle },
  }));
}
