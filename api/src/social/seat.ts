import type { Db } from '../deps.ts';

export type Seat = { readonly plot: { readonly x: number; readonly y: number }; readonly seat: readonly [number, number, number] };

/** Where notes (uuids) stand on the board; those that do not are left out. */
export async function seatsOf(db: Db, uuids: readonly string[]): Promise<ReadonlyMap<string, Seat>> {
  if (uuids.length === 0) return new Map();
  const rows = await db
    .selectFrom('creation')
    .select(['id', 'plot_x', 'plot_y', 'seat_x', 'seat_y', 'seat_rot'])
    .where('id', 'in', uuids)
    .where('visibility', '=', 'published')
    .unionAll(db.selectFrom('agent').select(['id', 'plot_x', 'plot_y', 'seat_x', 'seat_y', 'seat_rot']).where('id', 'in', uuids))
    .execute();
  const seats = new Map<string, Seat>();
  for (const { id, plot_x, plot_y, seat_x, seat_y, seat_rot } of rows) {
    if (plot_x === null || plot_y === null || seat_x === null || seat_y === null || seat_rot === null) continue;
    seats.set(id, { plot: { x: plot_x, y: plot_y }, seat: [seat_x, seat_y, seat_rot] });
  }
  return seats;
}
