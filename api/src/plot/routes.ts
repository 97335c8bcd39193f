import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { PlotFacts, PlotPatch } from '@oto/schema/contract/plot';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireSession, type ApiEnv } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { changePolicy, dismissGuest, inviteGuest } from './change-rights.ts';
import { readPlot } from './read-plot.ts';

const Coordinate = z
  .string()
  .regex(/^(0|-?[1-9]\d{0,5})$/)
  .transform(Number);
const PlotParam = z.object({ x: Coordinate, y: Coordinate });
const GuestParam = PlotParam.extend({ handle: z.string().regex(/^[a-z0-9][a-z0-9-]{1,29}$/) });

export function plotRoutes(deps: Deps): Hono<ApiEnv> {
  const { db } = deps;
  const routes = new Hono<ApiEnv>();
  const answer = async (c: Context<ApiEnv>, plot: Plot) => {
    // Shared caches alone: whoever signs in is another reader at once.
    c.header('Cache-Control', c.get('caller') === null ? 'public, max-age=0, s-maxage=1' : 'no-store');
    const viewer = c.get('caller') === null ? null : callerOf(c);
    return c.json(await readPlot(deps, plot, viewer));
  };

  routes.get('/api/plots/:x/:y', describe('Whose plot it is and who may write there', 'plots', PlotFacts), param(PlotParam), (c) =>
    answer(c, c.req.valid('param')),
  );

  routes.patch(
    '/api/plots/:x/:y',
    describe('Open or close my plot; it holds for everyone at once', 'plots', PlotFacts),
    param(PlotParam),
    json(PlotPatch),
    async (c) => {
      const plot = c.req.valid('param');
      await changePolicy(db, requireSession(c), plot, c.req.valid('json').policy);
      return answer(c, plot);
    },
  );

  routes.put(
    '/api/plots/:x/:y/guests/:handle',
    describe('Invite a member to my plot', 'plots', PlotFacts),
    param(GuestParam),
    async (c) => {
      const { handle, ...plot } = c.req.valid('param');
      await inviteGuest(db, requireSession(c), plot, handle);
      return answer(c, plot);
    },
  );

  routes.delete(
    '/api/plots/:x/:y/guests/:handle',
    describe('Invite a member no longer', 'plots', PlotFacts),
    param(GuestParam),
    async (c) => {
      const { handle, ...plot } = c.req.valid('param');
      await dismissGuest(db, requireSession(c), plot, handle);
      return answer(c, plot);
    },
  );

  return routes;
}
