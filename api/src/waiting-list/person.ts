import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import type { Db, Deps, Trx } from '../deps.ts';
import { sendMemberLetter, sendWaitingLetter } from './letters.ts';
import type { Kept, Standing } from './page.ts';

/** How long an address is kept that nobody confirmed, and one that has waited; days. */
const KEPT_DAYS = { unconfirmed: 7, confirmed: 730 } as const;

type Wish = { readonly email: string; readonly lang: Lang; readonly wish: string };

/** Puts an address on the list and writes to it; whoever is there already, or is a member, is written to instead. */
export async function putOnList(deps: Deps, { email: typed, lang, wish }: Wish): Promise<void> {
  const email = typed.toLowerCase();
  await deps.db.transaction().execute(async (trx) => {
    const member = await trx.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
    if (member) return sendMemberLetter(trx, deps, { email, lang });
    const fresh = await trx
      .insertInto('waiting_person')
      .values({ id: uuidFromId(newId()), email, lang, wish, created_at: deps.now() })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (fresh) return sendWaitingLetter(trx, deps, { id: fresh.id, email, lang }, 'confirm');
    const known = await trx.selectFrom('waiting_person').selectAll().where('email', '=', email).executeTakeFirst();
    if (!known) return undefined;
    const name = known.invited_at !== null ? 'invited' : known.confirmed_at !== null ? 'waits' : 'confirm';
    return sendWaitingLetter(trx, deps, known, name);
  });
}

export async function standingOf(db: Db | Trx, personUuid: string): Promise<{ readonly standing: Standing; readonly kept: Kept | null }> {
  const person = await db
    .selectFrom('waiting_person')
    .select(['id', 'email', 'lang', 'wish', 'confirmed_at', 'invited_at'])
    .where('id', '=', personUuid)
    .executeTakeFirst();
  if (!person) return { standing: { type: 'gone' }, kept: null };
  const { id: _id, confirmed_at: since, invited_at: invited, ...kept } = person;
  if (invited !== null) return { standing: { type: 'invited' }, kept };
  if (since === null) return { standing: { type: 'unconfirmed' }, kept };
  const { before } = await db
    .selectFrom('waiting_person')
    .select((eb) => eb.fn.countAll<string>().as('before'))
    .where('invited_at', 'is', null)
    .where(sql<boolean>`(confirmed_at, id) < (select confirmed_at, id from waiting_person w where w.id = ${personUuid})`)
    .executeTakeFirstOrThrow();
  return { standing: { type: 'waits', place: Number(before) + 1 }, kept };
}

/** Their place counts from now on; confirmed before, it stays as it was. */
export async function confirmPlace({ db, now }: Pick<Deps, 'db' | 'now'>, personUuid: string): Promise<void> {
  await db
    .updateTable('waiting_person')
    .set({ confirmed_at: now() })
    .where('id', '=', personUuid)
    .where('confirmed_at', 'is', null)
    .execute();
}

/** One invitation, or one leave, after the other, whichever replica is asked. Before any other lock. */
export async function lockWaves(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('wave', 0))`.execute(trx);
}

/** Erases them, with the letters to them, sent or not; an invitation they had not used ends. Whether they were there. */
export async function leaveList(trx: Trx, personUuid: string, at: Date): Promise<boolean> {
  // Else a wave could be inviting them just now, and the invitation that it leaves would bear their address and open.
  await lockWaves(trx);
  const person = await trx.selectFrom('waiting_person').select(['email', 'invitation_id']).where('id', '=', personUuid).executeTakeFirst();
  if (!person) return false;
  // The invitation first, as a sign-up does.
  if (person.invitation_id !== null) {
    await trx
      .updateTable('invitation')
      .set({ email: null, note: '', revoked_at: at })
      .where('id', '=', person.invitation_id)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute();
  }
  // Else they have signed up meanwhile, and the letters are those of a member.
  const left = await trx.deleteFrom('waiting_person').where('id', '=', personUuid).returning('id').executeTakeFirst();
  if (!left) return false;
  await trx.deleteFrom('mail').where('recipient', '=', person.email).execute();
  return true;
}

/** Whoever has come in waits no more. */
export async function forgetWaiting(trx: Trx, email: string): Promise<void> {
  await trx.deleteFrom('waiting_person').where('email', '=', email.toLowerCase()).execute();
}

/** Forgets addresses that nobody confirmed, those whose invitation has ended, and those that have waited for too long. */
export async function pruneWaiting({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const before = (days: number) => new Date(now().getTime() - days * 86_400_000);
  await db
    .deleteFrom('waiting_person')
    .where((eb) =>
      eb.or([
        eb.and([eb('confirmed_at', 'is', null), eb('created_at', '<', before(KEPT_DAYS.unconfirmed))]),
        eb.and([eb('invited_at', 'is', null), eb('confirmed_at', '<', before(KEPT_DAYS.confirmed))]),
        eb.exists(
          eb
            .selectFrom('invitation')
            .select('invitation.id')
            .whereRef('invitation.id', '=', 'waiting_person.invitation_id')
            .where((of) => of.or([of('used_at', 'is not', null), of('revoked_at', 'is not', null), of('expires_at', '<', now())])),
        ),
      ]),
    )
    .execute();
}
