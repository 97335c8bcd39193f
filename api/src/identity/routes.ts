import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import type { ApiEnv } from '../http/env.ts';
import { attemptLimit } from './attempt-limit.ts';
import type { Auth } from './auth.ts';
import { authRoutes } from './auth-routes.ts';
import { confirmRoutes } from './confirm-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { meRoutes } from './me-routes.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { resetRoutes } from './reset-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { termsRoutes } from './terms-routes.ts';
import { verifyRoutes } from './verify-routes.ts';

/** Every way in and everything about one's own account, under one limit of attempts. */
export function identityRoutes(deps: Deps, auth: Auth): Hono<ApiEnv> {
  const limit = attemptLimit(deps.pool);
  const routes = new Hono<ApiEnv>();
  for (const part of [
    authRoutes(deps, auth, limit),
    oidcRoutes(deps),
    passkeyRoutes(deps, auth, limit),
    resetRoutes(deps, limit),
    verifyRoutes(deps, limit),
    confirmRoutes(deps, auth, limit),
    sessionRoutes(deps),
    termsRoutes(deps),
    meRoutes(deps),
    keyRoutes(deps),
  ]) {
    routes.route('/', part);
  }
  return routes;
}
