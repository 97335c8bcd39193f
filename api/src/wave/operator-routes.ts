import { Hono } from 'hono';
import { sql } from 'kysely';
import { z } from 'zod';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { Waiting, Wave, WaveDeed, WaveRequest, Waves } from '@oto/schema/contract/wave';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { sendsMail } from '../identity/letters.ts';
import { audit } from '../operator/audit.ts';
import { leaveList } from '../waiting-list/person.ts';
import { endWave } from './send-next.ts';
import { waveViews } from './view.ts';

const SHOWN = 200;
const One = z.object({ id: IdText });

/** Who waits, and the waves that let them in. */
export function waveRoutes(deps: Deps): Hono<ApiEnv> {
  const { db, config, now } = deps;
  const routes = new Hono<ApiEnv>();

  routes.get('/api/operator/waiting', describe('Who waits, longest first', 'operator', Waiting), async (c) => {
    requireOperator(c);
    c.header('Cache-Control', 'no-store');
    return c.json(await readWaiting(deps));
  });

  routes.delete('/api/operator/waiting/:id', describe('Erase somebody who waits', 'operator'), param(One), async (c) => {
    const operator = requireOperator(c);
    const { id } = c.req.valid('param');
    await db.transaction().execute(async (trx) => {
      if (!(await leaveList(trx, uuidFromId(id), now()))) throw new ApiError('not_found');
      await audit(trx, operator.memberId, 'forget_waiting', id, {});
    });
    return c.body(null, 204);
  });

  routes.get('/api/operator/waves', describe('Waves of invitations, newest first', 'operator', Waves), async (c) => {
    requireOperator(c);
    const rows = await db.selectFrom('wave').selectAll().orderBy('id', 'desc').limit(SHOWN).execute();
    return c.json({ waves: await waveViews(db, rows) });
  });

  routes.post('/api/operator/waves', describe('Let some of those who wait in', 'operator', Wave, 201), json(WaveRequest), async (c) => {
    const operator = requireOperator(c);
    const { name, size, lang, chosen, opensAt, perMinute, days } = c.req.valid('json');
    if (!sendsMail(config)) throw new ApiError('mail_off');
    const opens = opensAt === null ? now() : new Date(opensAt);
    const wave = await db.transaction().execute(async (trx) => {
      const id = uuidFromId(newId());
      const row = await trx
        .insertInto('wave')
        .values({
          id,
          name,
          who: chosen.length > 0 ? 'chosen' : 'oldest',
          lang: chosen.length > 0 ? null : lang,
          size: chosen.length > 0 ? chosen.length : size,
          per_minute: perMinute,
          days,
          opens_at: opens,
          due_at: opens,
          created_by: operator.memberId,
          created_at: now(),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      if (chosen.length > 0) await choose(trx, id, chosen.map(uuidFromId));
      await audit(trx, operator.memberId, 'open_wave', idFromUuid(id), { size: row.size, who: row.who, lang, perMinute });
      await sql`select pg_notify('wave', '')`.execute(trx);
      return (await waveViews(trx, [row]))[0];
    });
    return c.json(wave, 201);
  });

  routes.post(
    '/api/operator/waves/:id',
    describe('Pause a wave, resume or stop it', 'operator', Wave),
    param(One),
    json(WaveDeed),
    async (c) => {
      const operator = requireOperator(c);
      const id = uuidFromId(c.req.valid('param').id);
      const { deed } = c.req.valid('json');
      const wave = await db.transaction().execute(async (trx) => {
        const before = await trx.selectFrom('wave').select('state').where('id', '=', id).forUpdate().executeTakeFirst();
        if (!before) throw new ApiError('not_found');
        const from = deed === 'pause' ? ['open'] : deed === 'resume' ? ['paused'] : ['open', 'paused'];
        if (!from.includes(before.state)) throw new ApiError('wrong_state');
        if (deed === 'stop') await endWave(trx, id, 'stopped', now());
        else
          await trx
            .updateTable('wave')
            .set({ state: deed === 'pause' ? 'paused' : 'open' })
            .where('id', '=', id)
            .execute();
        await audit(trx, operator.memberId, `${deed}_wave`, idFromUuid(id), {});
        await sql`select pg_notify('wave', '')`.execute(trx);
        const row = await trx.selectFrom('wave').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
        return (await waveViews(trx, [row]))[0];
      });
      return c.json(wave);
    },
  );

  return routes;
}

/** Each of them must wait, and for no other wave. */
async function choose(trx: Trx, waveUuid: string, people: readonly string[]): Promise<void> {
  const taken = await trx
    .updateTable('waiting_person')
    .set({ wave_id: waveUuid })
    .where('id', 'in', people)
    .where('wave_id', 'is', null)
    .where('confirmed_at', 'is not', null)
    .where('invited_at', 'is', null)
    .returning('id')
    .execute();
  if (taken.length !== new Set(people).size) throw new ApiError('wrong_state', { detail: 'somebody of them does not wait any more' });
}

async function readWaiting({ db }: Pick<Deps, 'db'>): Promise<z.input<typeof Waiting>> {
  const people = await db
    .selectFrom('waiting_person')
    .leftJoin('wave', 'wave.id', 'waiting_person.wave_id')
    .select(['waiting_person.id', 'email', 'waiting_person.lang', 'wish', 'wave.name as wave'])
    .select(sql<Date>`confirmed_at`.as('since'))
    .where('confirmed_at', 'is not', null)
    .where('invited_at', 'is', null)
    .orderBy('confirmed_at')
    .orderBy('waiting_person.id')
    .limit(SHOWN)
    .execute();
  const { rows } = await sql<{ fr: number; en: number; unconfirmed: number; invited: number }>`
    select count(*) filter (where lang = 'fr' and confirmed_at is not null and invited_at is null)::int as fr,
      count(*) filter (where lang = 'en' and confirmed_at is not null and invited_at is null)::int as en,
      count(*) filter (where confirmed_at is null)::int as unconfirmed,
      count(*) filter (where invited_at is not null)::int as invited from waiting_person`.execute(db);
  return {
    people: people.map(({ id, email, lang, wish, wave, since }) => ({
      id: idFromUuid(id),
      email,
      lang,
      wish,
      confirmedAt: since.toISOString(),
      wave,
    })),
    counts: rows[0] ?? { fr: 0, en: 0, unconfirmed: 0, invited: 0 },
  };
}
