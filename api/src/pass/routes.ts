import { Hono } from 'hono';
import { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import { Pass } from '@oto/schema/contract/identity';
import { COLLAB_AUDIENCE, COLLAB_PASS_SECONDS, COLLAB_TYP, CollabClaims } from '@oto/schema/contract/pass';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireSession, type ApiEnv } from '../http/env.ts';
import { colourOf } from '../identity/member-colour.ts';
import { isNewcomer } from '../identity/newcomer.ts';

const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) });

export function passRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.post('/api/pass', describe('A five-minute pass for the collab server', 'identity', Pass), async (c) => {
    const caller = requireSession(c);
    const member = await deps.db.selectFrom('member').select(['name', 'handle']).where('id', '=', caller.memberId).executeTakeFirst();
    if (!member) throw new ApiError('not_signed_in');
    const sub = idFromUuid(caller.memberId);
    const claims = CollabClaims.parse({
      role: caller.role,
      sub,
      name: member.name,
      handle: member.handle,
      colour: colourOf(caller.memberId),
      ...(isNewcomer(deps, caller.createdAt) ? { newcomer: true } : {}),
    });
    const token = await deps.signer.sign(claims, {
      audience: COLLAB_AUDIENCE,
      typ: COLLAB_TYP,
      seconds: COLLAB_PASS_SECONDS,
      subject: sub,
    });
    c.header('Cache-Control', 'no-store');
    return c.json({ token, expiresAt: new Date(deps.now().getTime() + COLLAB_PASS_SECONDS * 1000).toISOString() } satisfies Pass);
  });

  routes.get('/.well-known/jwks.json', describe('The keys by which what we sign is believed', 'identity', Jwks), (c) => {
    c.header('Cache-Control', 'public, max-age=300');
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    return c.json(deps.signer.jwks);
  });

  return routes;
}
