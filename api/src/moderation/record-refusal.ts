import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { holdMember } from '../identity/hold-member.ts';
import { wordsSha256 } from './allowed.ts';
import type { BrokenRule } from './broken-rule.ts';

/** Refusals of one member's last day that are kept; those appealed against stay besides. */
export const KEPT_A_DAY = 50;

/**
 * Writes a refusal down and answers its id (uuid). The same words refused again for the same reason within a day are
 * the same refusal; beyond KEPT_A_DAY the oldest goes. In a transaction of its own: what was refused rolls back.
 */
export async function recordRefusal(
  deps: Pick<Deps, 'db' | 'now'>,
  member: string,
  text: string,
  { reason, passage, rule }: BrokenRule,
): Promise<string> {
  const now = deps.now();
  const words_sha256 = wordsSha256(text);
  return deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    await sql`select pg_advisory_xact_lock(hashtextextended(${`refusal:${member}`}, 0))`.execute(trx);
    const lately = trx
      .selectFrom('refusal')
      .select('id')
      .where('member_id', '=', member)
      .where('created_at', '>', new Date(now.getTime() - 86_400_000));
    const same = await lately
      .where('words_sha256', '=', words_sha256)
      .where('reason', '=', reason)
      .where('rule', '=', rule)
      .executeTakeFirst();
    if (same) return same.id;
    await trx
      .deleteFrom('refusal')
      .where(
        'id',
        'in',
        lately
          .where((eb) => eb.not(eb.exists(eb.selectFrom('appeal').select('id').whereRef('refusal_id', '=', 'refusal.id'))))
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .offset(KEPT_A_DAY - 1),
      )
      .execute();
    const id = uuidFromId(newId());
    await trx
      .insertInto('refusal')
      .values({ id, member_id: member, prompt: text, words_sha256, reason, passage, rule, created_at: now })
      .execute();
    return id;
  });
}
