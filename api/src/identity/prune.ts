import type { Deps } from '../deps.ts';

/** Forgets sessions that have ended by themselves, with the address and the browser they were opened from. */
export async function pruneSessions({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  await db.deleteFrom('session').where('expiresAt', '<', now()).execute();
}
