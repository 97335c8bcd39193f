import { Hono } from 'hono';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { Incident, IncidentRequest, Incidents, IncidentUpdateRequest } from '@oto/schema/contract/status';
import type { Tables } from '@oto/schema/db/tables';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { audit } from '../operator/audit.ts';
import { incidentViews, readIncidents } from './read.ts';

const SHOWN = 100;
const One = z.object({ id: IdText });

/** What operators tell everybody of what is wrong, in both languages. */
export function incidentRoutes({ db, now }: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/api/operator/incidents', describe('What everybody is told of what is wrong', 'operator', Incidents), async (c) => {
    requireOperator(c);
    c.header('Cache-Control', 'no-store');
    return c.json({ incidents: await readIncidents(db, SHOWN) });
  });

  routes.post(
    '/api/operator/incidents',
    describe('Tell everybody that something is wrong', 'operator', Incident, 201),
    json(IncidentRequest),
    async (c) => {
      const operator = requireOperator(c);
      const { components, impact, state, fr, en } = c.req.valid('json');
      const incident = await db.transaction().execute(async (trx) => {
        const id = uuidFromId(newId());
        const at = now();
        const row = await trx
          .insertInto('incident')
          .values({ id, components: [...new Set(components)], impact, state, created_at: at, over_at: state === 'over' ? at : null })
          .returningAll()
          .executeTakeFirstOrThrow();
        await write(trx, id, { state, fr, en }, operator.memberId, at);
        await audit(trx, operator.memberId, 'open_incident', idFromUuid(id), { components, impact, state });
        return viewOf(trx, row);
      });
      return c.json(incident, 201);
    },
  );

  routes.post(
    '/api/operator/incidents/:id',
    describe('Tell everybody how it goes on', 'operator', Incident),
    param(One),
    json(IncidentUpdateRequest),
    async (c) => {
      const operator = requireOperator(c);
      const id = uuidFromId(c.req.valid('param').id);
      const { impact, state, fr, en } = c.req.valid('json');
      const incident = await db.transaction().execute(async (trx) => {
        const before = await trx.selectFrom('incident').select('over_at').where('id', '=', id).forUpdate().executeTakeFirst();
        if (!before) throw new ApiError('not_found');
        if (before.over_at !== null) throw new ApiError('wrong_state');
        const at = now();
        const row = await trx
          .updateTable('incident')
          .set({ impact, state, over_at: state === 'over' ? at : null })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        await write(trx, id, { state, fr, en }, operator.memberId, at);
        await audit(trx, operator.memberId, 'update_incident', idFromUuid(id), { impact, state });
        return viewOf(trx, row);
      });
      return c.json(incident);
    },
  );

  return routes;
}

type Said = Pick<z.infer<typeof IncidentUpdateRequest>, 'state' | 'fr' | 'en'>;

async function write(trx: Trx, incidentUuid: string, said: Said, operatorUuid: string, at: Date): Promise<void> {
  await trx
    .insertInto('incident_update')
    .values({ id: uuidFromId(newId()), incident_id: incidentUuid, ...said, written_by: operatorUuid, at })
    .execute();
}

async function viewOf(trx: Trx, row: Selectable<Tables['incident']>): Promise<z.input<typeof Incident> | undefined> {
  return (await incidentViews(trx, [row]))[0];
}
