import { createHash } from 'node:crypto';
import type { Db } from '../deps.ts';

/** By which exactly these words are known: SHA-256 in hex. */
export function wordsSha256(text: string): string {
  return createHash('sha256').update(text.normalize('NFC').trim()).digest('hex');
}

/** Whether an appeal has let this member (uuid) send exactly these words. */
export async function isAllowed(db: Db, member: string, text: string): Promise<boolean> {
  const allowed = await db
    .selectFrom('refusal')
    .innerJoin('appeal', 'appeal.refusal_id', 'refusal.id')
    .select('refusal.id')
    .where('refusal.member_id', '=', member)
    .where('refusal.words_sha256', '=', wordsSha256(text))
    .where('appeal.state', '=', 'allowed')
    .limit(1)
    .executeTakeFirst();
  return allowed !== undefined;
}
