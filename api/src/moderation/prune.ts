import type { Deps } from '../deps.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;

/** Deletes old refusals with the words they hold; those appealed against stay, with what was decided. */
export async function pruneRefusals({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  await db
    .deleteFrom('refusal')
    .where('created_at', '<', new Date(now().getTime() - KEPT_DAYS * DAY_MS))
    .where((eb) => eb.not(eb.exists(eb.selectFrom('appeal').select('id').whereRef('refusal_id', '=', 'refusal.id'))))
    .execute();
}
