import type { Db, Trx } from '../deps.ts';

/** Whether either of two members (uuids) has blocked the other. Nobody blocks themselves. */
export async function blockedBetween(db: Db | Trx, aUuid: string, bUuid: string): Promise<boolean> {
  const row = await db
    .selectFrom('block')
    .select('member_id')
    .where((eb) =>
      eb.or([
        eb.and([eb('member_id', '=', aUuid), eb('blocked_id', '=', bUuid)]),
        eb.and([eb('member_id', '=', bUuid), eb('blocked_id', '=', aUuid)]),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** Whom a member has blocked (uuids). */
export async function blockedBy(db: Db | Trx, memberUuid: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('block').select('blocked_id').where('member_id', '=', memberUuid).execute();
  return new Set(rows.map((row) => row.blocked_id));
}
