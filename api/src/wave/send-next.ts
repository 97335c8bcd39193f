import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Deps, Trx } from '../deps.ts';
import { invitationHash, newInvitationCode } from '../identity/invitation.ts';
import { switchesOf } from '../operator/switch.ts';
import { sendWaitingLetter } from '../waiting-list/letters.ts';
import { lockWaves } from '../waiting-list/person.ts';
import type { WaveRow } from './view.ts';

/**
 * The next invitation of whichever wave is due: the code, the letter and the mark on its person in one transaction, so
 * that a crash leaves all of it or nothing, and the mail queue sends it. One replica at a time. Answers 0 when none is due.
 */
export async function sendNext(deps: Deps): Promise<number> {
  return deps.db.transaction().execute(async (trx) => {
    await lockWaves(trx);
    const at = deps.now();
    if (!(await switchesOf(trx)).signup) return 0;
    const wave = await trx
      .selectFrom('wave')
      .selectAll()
      .where('state', '=', 'open')
      .where('due_at', '<=', at)
      .orderBy('due_at')
      .limit(1)
      .forUpdate()
      .executeTakeFirst();
    if (!wave) return 0;
    const person = wave.sent < wave.size ? await nextPerson(trx, wave) : undefined;
    if (!person) {
      await endWave(trx, wave.id, 'done', at);
      return 1;
    }
    if (await needsNone(trx, person.email, at)) {
      await trx.deleteFrom('waiting_person').where('id', '=', person.id).execute();
      return 1;
    }
    const [id, code] = [uuidFromId(newId()), newInvitationCode()];
    await trx
      .insertInto('invitation')
      .values({
        id,
        code_sha256: invitationHash(code),
        email: person.email,
        note: wave.name,
        created_by: wave.created_by,
        created_at: at,
        expires_at: new Date(at.getTime() + wave.days * 86_400_000),
      })
      .execute();
    await trx.insertInto('wave_invitation').values({ invitation_id: id, wave_id: wave.id, sent_at: at }).execute();
    await trx
      .updateTable('waiting_person')
      .set({ invited_at: at, invitation_id: id, wave_id: wave.id })
      .where('id', '=', person.id)
      .execute();
    await sendWaitingLetter(trx, deps, person, 'invitation', `/?invitation=${code}`);
    await trx
      .updateTable('wave')
      .set({ sent: wave.sent + 1, due_at: new Date(at.getTime() + Math.ceil(60_000 / wave.per_minute)) })
      .where('id', '=', wave.id)
      .execute();
    return 1;
  });
}

/** Milliseconds until an invitation is due; null when no wave is open, or nobody may come in. */
export async function untilWaveDue({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number | null> {
  if (!(await switchesOf(db)).signup) return null;
  const { due } = await db
    .selectFrom('wave')
    .select((eb) => eb.fn.min('due_at').as('due'))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return due === null ? null : Math.max(0, new Date(due).getTime() - now().getTime());
}

/** Ends a wave; whoever was chosen for it and is not invited may be asked by another. */
export async function endWave(trx: Trx, waveUuid: string, state: 'done' | 'stopped', at: Date): Promise<void> {
  await trx.updateTable('wave').set({ state, ended_at: at }).where('id', '=', waveUuid).execute();
  await trx.updateTable('waiting_person').set({ wave_id: null }).where('wave_id', '=', waveUuid).where('invited_at', 'is', null).execute();
}

/** Of those chosen for the wave, or of those nobody chose, whoever has waited longest. */
function nextPerson(trx: Trx, { id, who, lang }: WaveRow) {
  return trx
    .selectFrom('waiting_person')
    .select(['id', 'email', 'lang'])
    .where('confirmed_at', 'is not', null)
    .where('invited_at', 'is', null)
    .$if(who === 'chosen', (query) => query.where('wave_id', '=', id))
    .$if(who === 'oldest', (query) => query.where('wave_id', 'is', null))
    .$if(lang !== null, (query) => query.where('lang', '=', lang))
    .orderBy('confirmed_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

/** They came in meanwhile, or somebody else invited them. */
async function needsNone(trx: Trx, email: string, at: Date): Promise<boolean> {
  const user = await trx.selectFrom('user').select('id').where('email', '=', email).executeTakeFirst();
  if (user) return true;
  const other = await trx
    .selectFrom('invitation')
    .select('id')
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return other !== undefined;
}
