import type { Deps } from '../deps.ts';

const INVITATION_DAYS = 30;

/** Forgets sessions that have ended by themselves, with the address and the browser they were opened from. */
export async function pruneSessions({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  await db.deleteFrom('session').where('expiresAt', '<', now()).execute();
}

/** Forgets whom an invitation was for that ended long ago without serving: nobody here, who agreed to nothing. */
export async function pruneInvitations({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - INVITATION_DAYS * 86_400_000);
  await db
    .updateTable('invitation')
    .set({ email: null, note: '' })
    .where('used_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', '<', before), eb('revoked_at', '<', before)]))
    .where((eb) => eb.or([eb('email', 'is not', null), eb('note', '<>', '')]))
    .execute();
}
