import { sql } from 'kysely';
import { OVERVIEW_CELLS_MAX, type MapOverview } from '@oto/schema/contract/map';
import { RESERVED_RADIUS } from '@oto/schema/geometry/lattice';
import type { Db } from '../deps.ts';

/** The world in at most `cellsMax` cells, as small as that allows; the bounds hold the reserved centre too. */
export async function readOverview(db: Db, cellsMax: number = OVERVIEW_CELLS_MAX): Promise<MapOverview> {
  const lattice = await db
    .selectFrom('plot')
    .select((eb) => [
      eb.fn.min('x').as('x0'),
      eb.fn.min('y').as('y0'),
      eb.fn.max('x').as('x1'),
      eb.fn.max('y').as('y1'),
      eb.fn.countAll<string>().as('plots'),
    ])
    .executeTakeFirstOrThrow();
  const r = RESERVED_RADIUS;
  const bounds = {
    x0: Math.min(-r, lattice.x0 ?? -r),
    y0: Math.min(-r, lattice.y0 ?? -r),
    x1: Math.max(r, lattice.x1 ?? r),
    y1: Math.max(r, lattice.y1 ?? r),
  };
  /** A cell of 2^n plots a side holds 4^n of them at most. */
  let exponent = Math.max(0, Math.ceil(Math.log2(Number(lattice.plots) / cellsMax) / 2));
  for (;;) {
    const cells = await readCells(db, exponent, cellsMax + 1);
    if (cells.length <= cellsMax) return { cellPlots: 2 ** exponent, cells, bounds };
    exponent++;
  }
}

async function readCells(db: Db, exponent: number, limit: number): Promise<MapOverview['cells']> {
  const { rows } = await sql<{ x: number; y: number; plots: number; notes: number }>`
    select x >> ${exponent}::integer as x, y >> ${exponent}::integer as y, count(*)::float8 as plots, sum(notes)::float8 as notes
    from plot group by 1, 2 order by 2, 1 limit ${limit}`.execute(db);
  return rows.map(({ x, y, plots, notes }) => [x, y, plots, notes]);
}
