import type { Db, Trx } from '../deps.ts';

/** Whether somebody else than this member (uuid) operates too. */
export async function hasAnotherOperator(db: Db | Trx, memberUuid: string): Promise<boolean> {
  const other = await db
    .selectFrom('member')
    .select('id')
    .where('role', '=', 'operator')
    .where('id', '<>', memberUuid)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}
