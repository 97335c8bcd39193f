import type { Policy } from '@oto/schema/board/record';
import { GUESTS_MAX } from '@oto/schema/contract/plot';
import type { Plot } from '@oto/schema/geometry/lattice';
import { plotKey } from '@oto/schema/geometry/lattice';
import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/env.ts';
import { holdMember } from '../identity/hold-member.ts';
import { audit } from '../operator/audit.ts';
import { emitFact } from '../outbox/emit.ts';
import { claimFact } from './atlas-record.ts';

/** Each is for the plot's owner or an operator, changes nothing when it is so already, and throws not_found or forbidden. */
export async function changePolicy(db: Db, actor: Caller, at: Plot, policy: Policy): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const plot = await lockOwn(trx, actor, at);
    if (plot.policy === policy) return;
    await trx.updateTable('plot').set({ policy }).where('x', '=', at.x).where('y', '=', at.y).execute();
    await emitFact(trx, claimFact({ ...plot, policy }));
    await audit(trx, actor.memberId, 'plot_policy', plotKey(at), { from: plot.policy, to: policy });
  });
}

/** The owner needs no invitation. Throws guests_full when GUESTS_MAX are invited. */
export async function inviteGuest(db: Db, actor: Caller, at: Plot, handle: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const plot = await lockOwn(trx, actor, at);
    const guest = await trx
      .selectFrom('member')
      .select('id')
      .where('handle', '=', handle)
      .where('hidden_at', 'is', null)
      .where('deleted_at', 'is', null)
      .forShare()
      .executeTakeFirst();
    if (!guest) throw new ApiError('not_found', { detail: handle });
    if (guest.id === plot.owner_id) return;
    const invited = await trx
      .insertInto('plot_guest')
      .values({ plot_x: at.x, plot_y: at.y, member_id: guest.id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (invited.numInsertedOrUpdatedRows === 0n) return;
    const { count } = await trx
      .selectFrom('plot_guest')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('plot_x', '=', at.x)
      .where('plot_y', '=', at.y)
      .executeTakeFirstOrThrow();
    if (Number(count) > GUESTS_MAX) throw new ApiError('guests_full');
    await audit(trx, actor.memberId, 'plot_invite', plotKey(at), { guest: guest.id });
  });
}

/** Also for a guest who has been hidden or deleted meanwhile. */
export async function dismissGuest(db: Db, actor: Caller, at: Plot, handle: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockOwn(trx, actor, at);
    const guest = await trx.selectFrom('member').select('id').where('handle', '=', handle).executeTakeFirst();
    if (!guest) throw new ApiError('not_found', { detail: handle });
    const dismissed = await trx
      .deleteFrom('plot_guest')
      .where('plot_x', '=', at.x)
      .where('plot_y', '=', at.y)
      .where('member_id', '=', guest.id)
      .executeTakeFirst();
    if (dismissed.numDeletedRows > 0n) await audit(trx, actor.memberId, 'plot_dismiss', plotKey(at), { guest: guest.id });
  });
}

/** Locks the plot's row, so that changes of one plot reach the outbox in the order in which they happen. */
async function lockOwn(trx: Trx, actor: Caller, at: Plot) {
  await holdMember(trx, actor.memberId);
  const plot = await trx.selectFrom('plot').selectAll().where('x', '=', at.x).where('y', '=', at.y).forUpdate().executeTakeFirst();
  if (!plot) throw new ApiError('not_found');
  if (plot.owner_id !== actor.memberId && actor.role !== 'operator') throw new ApiError('forbidden');
  return plot;
}
