import type { Plot } from '@oto/schema/geometry/lattice';
import type { Trx } from '../deps.ts';
import { emitFact } from '../outbox/emit.ts';
import { atlasOf } from './atlas-record.ts';

/** Counts one note less on a plot, after its row gave up its seat in the same transaction. */
export async function releaseSeat(trx: Trx, plot: Plot): Promise<void> {
  const counted = await trx
    .updateTable('plot')
    .set((eb) => ({ notes: eb.fn<number>('greatest', [eb('notes', '-', 1), eb.lit(0)]) }))
    .where('x', '=', plot.x)
    .where('y', '=', plot.y)
    .returningAll()
    .executeTakeFirst();
  if (counted) await emitFact(trx, { type: 'atlas', plot: { x: plot.x, y: plot.y }, atlas: atlasOf(counted) });
}
