import { Hono } from 'hono';
import { TermsRequest } from '@oto/schema/contract/account';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { requireSession, type ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { auditOwn } from '../operator/audit.ts';
import { acceptTerms } from './require-terms.ts';

export function termsRoutes({ db, now }: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.post('/api/me/terms', describe('Accept the terms that are in force', 'identity'), json(TermsRequest), async (c) => {
    const { memberId } = requireSession(c);
    const { version } = c.req.valid('json');
    await db.transaction().execute(async (trx) => {
      await acceptTerms(trx, memberId, version, now());
      await auditOwn(trx, memberId, 'terms_accepted', version, {}, c.get('ip'));
    });
    return c.body(null, 204);
  });

  return routes;
}
