import { idFromUuid } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { emitFact } from '../outbox/emit.ts';
import { releaseSeat } from '../plot/release-seat.ts';

/**
 * Takes a member's (uuid) agents off the board and out of every offer. Versions stay, because what others made
 * points at them; with `erase` only their names do.
 */
export async function withdrawAgents(trx: Trx, member: string, at: Date, { erase }: { readonly erase: boolean }): Promise<void> {
  const agents = await trx
    .updateTable('agent')
    .set({ deleted_at: at, deleted_reason: 'account' })
    .where('owner_id', '=', member)
    .where('deleted_at', 'is', null)
    .returning(['id', 'plot_x', 'plot_y', 'hidden_at'])
    .execute();
  for (const { id, plot_x, plot_y, hidden_at } of agents) {
    const plot = { x: plot_x, y: plot_y };
    if (hidden_at === null) await emitFact(trx, { type: 'unpin', plot, note: idFromUuid(id) });
    await releaseSeat(trx, plot);
  }
  if (!erase) return;
  await trx
    .updateTable('agent_version')
    .set({ role: '', instructions: '' })
    .where('agent_id', 'in', trx.selectFrom('agent').select('id').where('owner_id', '=', member))
    .execute();
}
