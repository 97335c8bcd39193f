import { spiralPlot, RESERVED_RADIUS, type Plot } from '@oto/schema/geometry/lattice';
import { sql } from 'kysely';
import type { Trx } from '../deps.ts';
import { claimFirst } from './claim.ts';

/** Free plots looked at beyond the first ring that has one, before a sign-up gives up. */
const RINGS_AHEAD = 3;

/** Claims a newcomer's home: the lowest free place of the spiral. Throws when every candidate was taken meanwhile. */
export async function claimHome(trx: Trx, ownerUuid: string): Promise<Plot> {
  const rings = await trx
    .selectFrom('plot')
    .select([sql<number>`greatest(abs(x), abs(y))`.as('ring'), (eb) => eb.fn.countAll<string>().as('plots')])
    .groupBy(sql`1`)
    .execute();
  const first = firstOpenRing(new Map(rings.map((row) => [row.ring, Number(row.plots)])));
  const last = first + RINGS_AHEAD;
  const taken = await trx
    .selectFrom('plot')
    .select(['x', 'y'])
    .where(sql`greatest(abs(x), abs(y))`, '>=', first)
    .where(sql`greatest(abs(x), abs(y))`, '<=', last)
    .execute();
  const occupied = new Set(taken.map((plot) => `${plot.x},${plot.y}`));
  const home = await claimFirst(trx, ownerUuid, freeOf(first, last, occupied));
  if (!home) throw new Error(`no free plot in rings ${first} to ${last}`);
  return home;
}

/** Ring r of the lattice, r plots from the centre, holds 8 r plots. */
export function firstOpenRing(plotsInRing: ReadonlyMap<number, number>): number {
  let ring = RESERVED_RADIUS + 1;
  while ((plotsInRing.get(ring) ?? 0) >= 8 * ring) ring++;
  return ring;
}

function* freeOf(firstRing: number, lastRing: number, occupied: ReadonlySet<string>): Generator<Plot> {
  let index = 0;
  for (let ring = RESERVED_RADIUS + 1; ring < firstRing; ring++) index += 8 * ring;
  let end = index;
  for (let ring = firstRing; ring <= lastRing; ring++) end += 8 * ring;
  for (; index < end; index++) {
    const plot = spiralPlot(index);
    if (!occupied.has(`${plot.x},${plot.y}`)) yield plot;
  }
}
