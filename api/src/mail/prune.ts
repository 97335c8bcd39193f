import type { Deps } from '../deps.ts';

const KEPT_DAYS = 7;

/** Forgets mails that were sent, were given up or lay in the mailbox long enough, and links that have ended. */
export async function pruneMails({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  await db
    .deleteFrom('mail')
    .where('created_at', '<', new Date(now().getTime() - KEPT_DAYS * 86_400_000))
    .execute();
  await db.deleteFrom('verification').where('expiresAt', '<', now()).execute();
}
