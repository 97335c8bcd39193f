import type { Trx } from '../deps.ts';
import { emitFact } from '../outbox/emit.ts';
import { claimFact } from '../plot/atlas-record.ts';

/** Nobody is there any more to close a member's (uuid) plots, so they close now; guests go, here and there. */
export async function closePlots(trx: Trx, member: string): Promise<void> {
  const plots = await trx.selectFrom('plot').selectAll().where('owner_id', '=', member).orderBy('ordinal').forUpdate().execute();
  await trx
    .deleteFrom('plot_guest')
    .where((eb) =>
      eb.or([
        eb('member_id', '=', member),
        eb.exists(
          eb
            .selectFrom('plot')
            .select('plot.x')
            .whereRef('plot.x', '=', 'plot_guest.plot_x')
            .whereRef('plot.y', '=', 'plot_guest.plot_y')
            .where('plot.owner_id', '=', member),
        ),
      ]),
    )
    .execute();
  for (const plot of plots) {
    if (plot.policy === 'owner') continue;
    await trx.updateTable('plot').set({ policy: 'owner' }).where('x', '=', plot.x).where('y', '=', plot.y).execute();
    await emitFact(trx, claimFact({ ...plot, policy: 'owner' }));
  }
}
