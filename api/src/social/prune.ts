import type { Deps } from '../deps.ts';

const DAY_MS = 86_400_000;
/** What was taken off says nothing any more after that: until then whoever was hurt may still report it. */
const KEPT_DAYS = 30;

/** Empties comments that were taken off a while ago, and forgets when quiet regions were last told of counts. */
export async function pruneSocial({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS);
  await db.updateTable('comment').set({ body: '' }).where('deleted_at', '<', before(KEPT_DAYS)).where('body', '<>', '').execute();
  await db.deleteFrom('region_told').where('told_at', '<', before(1)).execute();
}
