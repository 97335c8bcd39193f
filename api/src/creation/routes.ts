import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText, Visibility } from '@oto/schema/contract/common';
import { Creation, CreationSummary, PublishRequest } from '@oto/schema/contract/creation';
import type { Deps } from '../deps.ts';
import { keptBy } from '../http/caching.ts';
import { describe } from '../http/describe.ts';
import { callerOf, type ApiEnv } from '../http/env.ts';
import { json, param, query } from '../http/validate.ts';
import { undoingLimit } from '../safety/limits.ts';
import { deleteCreation } from './delete.ts';
import { creationDetail } from './detail.ts';
import { publishCreation, renameCreation } from './publish.ts';
import { trayOf } from './tray.ts';

const One = z.object({ id: IdText });
const Tray = z.object({ mine: z.literal('1'), visibility: Visibility.optional(), before: IdText.optional() });
const Rename = z.object({ title: z.string().trim().min(1).max(80) });

/** GET /api/creations, GET, PATCH and DELETE /api/creations/:id, POST /api/creations/:id/publish. */
export function creationRoutes(deps: Deps): Hono<ApiEnv> {
  const undo = undoingLimit(deps.pool, deps.config.limitsFactor, 'creation');
  return new Hono<ApiEnv>()
    .get(
      '/api/creations',
      describe('My creations, newest first', 'creations', z.object({ creations: z.array(CreationSummary) })),
      query(Tray),
      async (c) => {
        const { memberId } = callerOf(c);
        const { visibility, before } = c.req.valid('query');
        const filter = { visibility: visibility ?? null, before: before === undefined ? null : uuidFromId(before) };
        return c.json({ creations: await trayOf(deps.db, memberId, filter) });
      },
    )
    .get('/api/creations/:id', describe('A creation, its steps and lineage', 'creations', Creation), param(One), async (c) => {
      const viewer = c.get('caller') === null ? null : callerOf(c).memberId;
      const creation = await creationDetail(deps.db, uuidFromId(c.req.valid('param').id), viewer);
      // A member's own private branches are among its children.
      keptBy(c, viewer, viewer === null && creation.visibility === 'published');
      return c.json(creation);
    })
    .post(
      '/api/creations/:id/publish',
      describe('Open a creation to others; published ones take their place on the board', 'creations', Creation),
      param(One),
      json(PublishRequest),
      async (c) => {
        const { memberId } = callerOf(c);
        const id = uuidFromId(c.req.valid('param').id);
        await publishCreation(deps, id, memberId, c.req.valid('json'));
        return c.json(await creationDetail(deps.db, id, memberId));
      },
    )
    .patch('/api/creations/:id', describe('Rename a creation', 'creations', Creation), param(One), json(Rename), async (c) => {
      const { memberId } = callerOf(c);
      const id = uuidFromId(c.req.valid('param').id);
      await renameCreation(deps, id, memberId, c.req.valid('json').title);
      return c.json(await creationDetail(deps.db, id, memberId));
    })
    .delete('/api/creations/:id', describe('Delete a private creation', 'creations'), param(One), async (c) => {
      const { memberId } = callerOf(c);
      await undo(memberId);
      await deleteCreation(deps, uuidFromId(c.req.valid('param').id), memberId, c.get('ip'));
      return c.body(null, 204);
    });
}
