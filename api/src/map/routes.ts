import { Hono } from 'hono';
import { z } from 'zod';
import { MapOverview, MapTile } from '@oto/schema/contract/map';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { param } from '../http/validate.ts';
import { DrawDesk } from './draw-desk.ts';
import { readOverview } from './overview.ts';
import { answerTile } from './tile.ts';

/** Every visitor asks for the overview; the lattice is summed at most this often. */
const KEEP_MS = 3000;
const FOR_A_WHILE = 'public, max-age=30, stale-while-revalidate=60';
/** While a tile is being drawn, what is told of it is soon outdated. */
const BRIEFLY = 'public, max-age=2';

const Coordinate = z
  .string()
  .regex(/^(0|-?[1-9]\d{0,4})$/)
  .transform(Number);
const TileParam = z.object({ x: Coordinate, y: Coordinate });

export function mapRoutes(deps: Deps): Hono<ApiEnv> {
  const desk = new DrawDesk(deps);
  let kept: { readonly at: number; readonly overview: Promise<MapOverview> } | null = null;
  const routes = new Hono<ApiEnv>();

  routes.get('/api/map', describe('Where the world is dense', 'map', MapOverview), async (c) => {
    const at = deps.now().getTime();
    if (!kept || at - kept.at > KEEP_MS) {
      const overview = readOverview(deps.db);
      kept = { at, overview };
      overview.catch(() => {
        kept = null;
      });
    }
    c.header('Cache-Control', FOR_A_WHILE);
    return c.json(await kept.overview);
  });

  routes.get(
    '/api/map/tiles/:x/:y',
    describe('One atlas tile from afar: its plots, the agents with most descendants, and rivers of cords', 'map', MapTile),
    param(TileParam),
    async (c) => {
      const tile = await answerTile(deps, desk, c.req.valid('param'));
      c.header('Cache-Control', tile.drawing ? BRIEFLY : FOR_A_WHILE);
      return c.json(tile);
    },
  );

  return routes;
}
