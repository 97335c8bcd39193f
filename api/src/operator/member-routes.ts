import { Hono } from 'hono';
import { sql } from 'kysely';
import { z } from 'zod';
import { idFromUuid, uuidFromId } from '@oto/schema/base/id';
import { OperatorMember, RoleRequest } from '@oto/schema/contract/account';
import { IdText } from '@oto/schema/contract/common';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireOperator, type ApiEnv } from '../http/env.ts';
import { json, param, query } from '../http/validate.ts';
import { requireConfirmed } from '../identity/require-confirmed.ts';
import { audit } from './audit.ts';
import { lockRoles } from './lock-roles.ts';

const SHOWN = 100;

type Row = {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly role: 'member' | 'operator';
  readonly joined: Date;
  readonly available: string;
  readonly debt: string;
  readonly hidden: boolean;
};

/** Who is here, for operators. */
export function operatorMemberRoutes(deps: Deps): Hono<ApiEnv> {
  const { db } = deps;
  const routes = new Hono<ApiEnv>();

  routes.get(
    '/api/operator/members',
    describe('Members by name, handle or address, newest first', 'operator', z.object({ members: z.array(OperatorMember) })),
    query(z.object({ q: z.string().trim().max(100).default('') })),
    async (c) => {
      requireOperator(c);
      const like = `%${c.req
        .valid('query')
        .q.toLowerCase()
        .replaceAll(/[\\%_]/g, '\\$&')}%`;
      const { rows } = await sql<Row>`
        select m.id, m.name, m.handle, u.email, u."emailVerified", m.role, m.created_at as joined, m.hidden_at is not null as hidden,
          coalesce(sum(a.posted - a.held) filter (where a.kind in ('wallet_paid', 'wallet_promo')), 0) as available,
          coalesce(-sum(a.posted) filter (where a.kind = 'debt'), 0) as debt
        from member m join "user" u on u.id = m.id left join ledger.account a on a.owner_id = m.id
        where m.deleted_at is null and (lower(m.name) like ${like} or m.handle like ${like} or u.email like ${like})
        group by m.id, u.id order by m.created_at desc, m.id limit ${SHOWN}`.execute(db);
      c.header('Cache-Control', 'no-store');
      return c.json({
        members: rows.map(({ joined, ...row }): z.input<typeof OperatorMember> => ({
          ...row,
          id: idFromUuid(row.id),
          joinedAt: joined.toISOString(),
          available: Number(row.available),
          debt: Number(row.debt),
        })),
      });
    },
  );

  routes.post(
    '/api/operator/members/:id/role',
    describe('Make somebody an operator, or a member again', 'operator'),
    param(z.object({ id: IdText })),
    json(RoleRequest),
    async (c) => {
      requireOperator(c);
      const operator = await requireConfirmed(c, deps);
      const { id } = c.req.valid('param');
      const { role } = c.req.valid('json');
      await db.transaction().execute(async (trx) => {
        await lockRoles(trx);
        const changed = await trx
          .updateTable('member')
          .set({ role })
          .where('id', '=', uuidFromId(id))
          .where('deleted_at', 'is', null)
          .returning('id')
          .executeTakeFirst();
        if (!changed) throw new ApiError('not_found');
        const left = await trx
          .selectFrom('member')
          .select('id')
          .where('role', '=', 'operator')
          .where('deleted_at', 'is', null)
          .limit(1)
          .executeTakeFirst();
        if (!left) throw new ApiError('last_operator');
        await audit(trx, operator.memberId, 'role', id, { role });
      });
      return c.body(null, 204);
    },
  );

  return routes;
}
