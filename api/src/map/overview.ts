import { sql } from 'kysely';
import { FLOWS_MAX, OVERVIEW_CELLS_MAX, type MapOverview } from '@oto/schema/contract/map';
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
    if (cells.length <= cellsMax) return { cellPlots: 2 ** exponent, cells, flows: await readFlows(db), bounds };
    exponent++;
  }
}

async function readCells(db: Db, exponent: number, limit: number): Promise<MapOverview['cells']> {
  const { rows } = await sql<{ x: number; y: number; plots: number; notes: number }>`
    select x >> ${exponent}::integer as x, y >> ${exponent}::integer as y, count(*)::float8 as plots, sum(notes)::float8 as notes
    from plot group by 1, 2 order by 2, 1 limit ${limit}`.execute(db);
  return rows.map(({ x, y, plots, notes }) => [x, y, plots, notes]);
}

/** Both ways as one, the greatest first; their colour is that of the greater way. */
async function readFlows(db: Db): Promise<MapOverview['flows']> {
  const { rows } = await sql<{ x: number; y: number; to_x: number; to_y: number; cords: number; colour: number | null }>`
    with way as (
      select tile_x, tile_y, f.* from map_tile, jsonb_to_recordset(flows) as f(x integer, y integer, cords bigint, colour integer)),
    pair as (
      select least(array[tile_x, tile_y], array[x, y]) as one, greatest(array[tile_x, tile_y], array[x, y]) as other, cords, colour from way)
    select one[1] as x, one[2] as y, other[1] as to_x, other[2] as to_y, sum(cords)::float8 as cords,
      (array_agg(colour order by cords desc, colour))[1] as colour
    from pair group by one, other order by cords desc, one, other limit ${FLOWS_MAX}`.execute(db);
  return rows.map(({ x, y, to_x, to_y, cords, colour }) => ({ from: { x, y }, to: { x: to_x, y: to_y }, cords, colour }));
}
