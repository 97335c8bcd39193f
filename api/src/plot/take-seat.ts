import { AGENT_SIZE, CREATION_SIZE } from '@oto/schema/board/kind';
import { nextSeat } from '@oto/schema/board/placement';
import type { Seat } from '@oto/schema/board/record';
import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { emitFact } from '../outbox/emit.ts';
import { atlasOf } from './atlas-record.ts';
import { claimNear } from './claim-near.ts';

export type TakenSeat = { readonly plot: { readonly x: number; readonly y: number; readonly epoch: number }; readonly seat: Seat };

/** A plot that is full makes its owner claim the nearest free one; twice in one call never happens to an empty plot. */
const ATTEMPTS = 4;

/**
 * Finds the seat of a new note of side `size` on the owner's newest plot and counts it. The plot's
 * row stays locked until the transaction ends, so the caller must insert the note's row in the same
 * transaction: two notes then never share a seat. Throws no_free_seat when no plot can be had.
 */
export async function takeSeat(trx: Trx, ownerUuid: string, size: number, seed: number): Promise<TakenSeat> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const plot = await lockNewestPlot(trx, ownerUuid);
    if (!plot) throw new ApiError('no_free_seat', { detail: 'the owner has no plot' });
    const seat = nextSeat(await takenSeats(trx, plot), size, seed);
    if (seat) {
      const counted = await trx
        .updateTable('plot')
        .set((eb) => ({ notes: eb('notes', '+', 1) }))
        .where('x', '=', plot.x)
        .where('y', '=', plot.y)
        .returningAll()
        .executeTakeFirstOrThrow();
      await emitFact(trx, { type: 'atlas', plot: { x: plot.x, y: plot.y }, atlas: atlasOf(counted) });
      return { plot: { x: plot.x, y: plot.y, epoch: plot.epoch }, seat };
    }
    await claimNear(trx, ownerUuid, plot);
  }
  throw new ApiError('no_free_seat');
}

/** While we waited for the lock its holder may have claimed a newer plot: look again until the newest is the locked one. */
async function lockNewestPlot(trx: Trx, ownerUuid: string) {
  for (;;) {
    const locked = await trx
      .selectFrom('plot')
      .selectAll()
      .where('owner_id', '=', ownerUuid)
      .orderBy('ordinal', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst();
    if (!locked) return null;
    const { newest } = await trx
      .selectFrom('plot')
      .select((eb) => eb.fn.max('ordinal').as('newest'))
      .where('owner_id', '=', ownerUuid)
      .executeTakeFirstOrThrow();
    if (newest === locked.ordinal) return locked;
  }
}

async function takenSeats(trx: Trx, plot: { x: number; y: number }): Promise<readonly { x: number; y: number; size: number }[]> {
  const seats = await Promise.all([
    trx
      .selectFrom('agent')
      .select(['seat_x', 'seat_y'])
      .where('plot_x', '=', plot.x)
      .where('plot_y', '=', plot.y)
      .where('deleted_at', 'is', null)
      .execute(),
    trx
      .selectFrom('creation')
      .select(['seat_x', 'seat_y'])
      .where('plot_x', '=', plot.x)
      .where('plot_y', '=', plot.y)
      .where('deleted_at', 'is', null)
      .execute(),
  ]);
  const [agents, creations] = seats;
  const taken: { x: number; y: number; size: number }[] = agents.map((row) => ({ x: row.seat_x, y: row.seat_y, size: AGENT_SIZE }));
  for (const row of creations) {
    if (row.seat_x !== null && row.seat_y !== null) taken.push({ x: row.seat_x, y: row.seat_y, size: CREATION_SIZE });
  }
  return taken;
}
