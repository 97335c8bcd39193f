import { RESERVED_RADIUS, type Plot } from '@oto/schema/geometry/lattice';
import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { claimFirst } from './claim.ts';

/** How far from a full plot its owner's next one may lie, in plots. */
const REACH = 40;

/** Claims the free plot nearest to `from` for the same owner. Throws no_free_seat when the whole neighbourhood is taken. */
export async function claimNear(trx: Trx, ownerUuid: string, from: Plot): Promise<Plot> {
  const taken = await trx
    .selectFrom('plot')
    .select(['x', 'y'])
    .where('x', '>=', from.x - REACH)
    .where('x', '<=', from.x + REACH)
    .where('y', '>=', from.y - REACH)
    .where('y', '<=', from.y + REACH)
    .execute();
  const occupied = new Set(taken.map((plot) => `${plot.x},${plot.y}`));
  const free = nearestPlots(from, REACH).filter((plot) => !occupied.has(`${plot.x},${plot.y}`));
  const claimed = await claimFirst(trx, ownerUuid, free);
  if (!claimed) throw new ApiError('no_free_seat', { detail: `no free plot within ${REACH} of ${from.x},${from.y}` });
  return claimed;
}

/** Every plot within `reach` of `from` but itself and the reserved centre, nearest first; ties in a fixed order. */
export function nearestPlots(from: Plot, reach: number): readonly Plot[] {
  const plots: (Plot & { readonly d: number })[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const x = from.x + dx;
      const y = from.y + dy;
      const reserved = Math.abs(x) <= RESERVED_RADIUS && Math.abs(y) <= RESERVED_RADIUS;
      if (!reserved && (dx !== 0 || dy !== 0)) plots.push({ x, y, d: dx * dx + dy * dy });
    }
  }
  return plots.sort((a, b) => a.d - b.d || a.y - b.y || a.x - b.x).map(({ x, y }) => ({ x, y }));
}
