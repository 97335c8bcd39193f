import { Hono } from 'hono';
import { sql } from 'kysely';
import { z } from 'zod';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { HouseRule, HouseRulePatch, HouseRuleRequest } from '@oto/schema/contract/moderation';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { foldedPhrase } from '../moderation/house-rules.ts';
import { audit } from './audit.ts';

const RULES_MAX = 200;
const OneRule = z.object({ id: IdText });

/** GET and POST /api/operator/rules, PATCH and DELETE /api/operator/rules/:id. */
export function ruleRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get(
    '/api/operator/rules',
    describe('The house rules, newest first', 'operator', z.object({ rules: z.array(HouseRule) })),
    async (c) => {
      requireOperator(c);
      return c.json({ rules: await readRules() });
    },
  );

  routes.post('/api/operator/rules', describe('Add a house rule', 'operator', HouseRule, 201), json(HouseRuleRequest), async (c) => {
    const operator = requireOperator(c);
    const { phrases, reason, adviceFr, adviceEn, enabled } = c.req.valid('json');
    requireWords(phrases);
    const id = newId();
    await deps.db.transaction().execute(async (trx) => {
      const { rules } = await trx
        .selectFrom('house_rule')
        .select((eb) => eb.fn.countAll<string>().as('rules'))
        .executeTakeFirstOrThrow();
      if (Number(rules) >= RULES_MAX) throw new ApiError('bad_request', { fields: [{ path: 'phrases', message: `${RULES_MAX}` }] });
      await trx
        .insertInto('house_rule')
        .values({
          id: uuidFromId(id),
          phrases: [...phrases],
          reason,
          advice_fr: adviceFr,
          advice_en: adviceEn,
          enabled,
          created_by: operator.memberId,
          created_at: deps.now(),
        })
        .execute();
      await changed(trx, operator.memberId, 'rule_add', id, { phrases, reason, enabled });
    });
    const [rule] = await readRules(id);
    return c.json(rule, 201);
  });

  routes.patch(
    '/api/operator/rules/:id',
    describe('Change a house rule', 'operator', HouseRule),
    param(OneRule),
    json(HouseRulePatch),
    async (c) => {
      const operator = requireOperator(c);
      const { id } = c.req.valid('param');
      const { phrases, reason, adviceFr, adviceEn, enabled } = c.req.valid('json');
      if (phrases) requireWords(phrases);
      await deps.db.transaction().execute(async (trx) => {
        const found = await trx
          .updateTable('house_rule')
          .set((eb) => ({
            phrases: phrases ? [...phrases] : eb.ref('phrases'),
            reason: reason ?? eb.ref('reason'),
            advice_fr: adviceFr ?? eb.ref('advice_fr'),
            advice_en: adviceEn ?? eb.ref('advice_en'),
            enabled: enabled ?? eb.ref('enabled'),
          }))
          .where('id', '=', uuidFromId(id))
          .returning('id')
          .executeTakeFirst();
        if (!found) throw new ApiError('not_found');
        await changed(trx, operator.memberId, 'rule_change', id, c.req.valid('json'));
      });
      const [rule] = await readRules(id);
      return c.json(rule);
    },
  );

  routes.delete('/api/operator/rules/:id', describe('Remove a house rule', 'operator'), param(OneRule), async (c) => {
    const operator = requireOperator(c);
    const { id } = c.req.valid('param');
    await deps.db.transaction().execute(async (trx) => {
      const gone = await trx.deleteFrom('house_rule').where('id', '=', uuidFromId(id)).returning('phrases').executeTakeFirst();
      if (!gone) throw new ApiError('not_found');
      await changed(trx, operator.memberId, 'rule_remove', id, { phrases: gone.phrases });
    });
    return c.body(null, 204);
  });

  /** All, or the one with this id. */
  async function readRules(id?: string): Promise<readonly HouseRule[]> {
    const since = new Date(deps.now().getTime() - 7 * 86_400_000);
    let query = deps.db
      .selectFrom('house_rule')
      .selectAll()
      .select((eb) =>
        eb
          .selectFrom('refusal')
          .select((inner) => inner.fn.countAll<string>().as('refused'))
          .where((inner) => inner('refusal.rule', '=', inner.cast<string>('house_rule.id', 'text')))
          .where('refusal.created_at', '>', since)
          .as('refused'),
      );
    if (id !== undefined) query = query.where('id', '=', uuidFromId(id));
    const rows = await query.orderBy('created_at', 'desc').orderBy('id').execute();
    return rows.map((row) => ({
      id: idFromUuid(row.id),
      phrases: row.phrases,
      reason: row.reason,
      adviceFr: row.advice_fr,
      adviceEn: row.advice_en,
      enabled: row.enabled,
      createdAt: row.created_at.toISOString(),
      refusedLastWeek: Number(row.refused ?? 0),
    }));
  }

  return routes;
}

/** A phrase of signs alone would never be met. */
function requireWords(phrases: readonly string[]): void {
  const empty = phrases.findIndex((phrase) => foldedPhrase(phrase).length === 0);
  if (empty >= 0) throw new ApiError('bad_request', { fields: [{ path: `phrases.${empty}`, message: phrases[empty] ?? '' }] });
}

async function changed(trx: Trx, operator: string, action: string, id: string, detail: object): Promise<void> {
  await audit(trx, operator, action, id, detail);
  await sql`select pg_notify('rules', '')`.execute(trx);
}
