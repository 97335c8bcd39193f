import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { z } from 'zod';
import { isErrorCode, type ErrorCode } from '@oto/schema/contract/errors';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { ask, engineCode, passCookies } from './engine.ts';
import type { Errand } from './errand.ts';
import { makeOidc, OIDC_CALLBACK, OIDC_FAILURE, OIDC_PROVIDER } from './oidc.ts';
import { ourPath } from './our-path.ts';

/** How long a provider may take for one step. */
const ANSWERS_WITHIN_MS = 15_000;

const Start = z.object({
  /** A path of ours to come back to. */
  returnTo: z.string().max(500).optional(),
  invitation: z.string().max(60).optional(),
  terms: z.string().max(40).optional(),
});

/** In through the OpenID provider of the configuration. Without one these answer not_found. */
export function oidcRoutes(deps: Deps): Hono<ApiEnv> {
  const { config, log } = deps;
  const routes = new Hono<ApiEnv>();
  let made: ReturnType<typeof makeOidc> | null = null;
  // Back to the page, which may lie elsewhere than this api.
  const page = config.apiOrigin === config.publicUrl ? '' : config.publicUrl;
  const oidc = () => {
    if (config.oidc === null) throw new ApiError('not_found');
    return (made ??= makeOidc(deps, config.oidc));
  };

  routes.post(
    '/api/auth/oidc',
    describe('Where to send the browser to sign in', 'identity', z.object({ url: z.url() })),
    json(Start),
    async (c) => {
      const { returnTo, invitation, terms } = c.req.valid('json');
      const errand: Errand = { lang: c.get('lang'), ip: c.get('ip'), ...(invitation && { invitation }), ...(terms && { terms }) };
      const answer = await inTime(
        ask(oidc(), c, 'POST', '/sign-in/social', {
          provider: OIDC_PROVIDER,
          callbackURL: `${config.publicUrl}${ourPath(returnTo ?? '/')}`,
          errorCallbackURL: `${config.publicUrl}${OIDC_FAILURE}`,
          disableRedirect: true,
          additionalData: errand,
        }),
      );
      const asked = z.object({ url: z.url() }).safeParse(answer.ok ? await answer.json() : null);
      if (!asked.success) throw new ApiError('oidc_failed');
      passCookies(c, answer);
      c.header('Cache-Control', 'no-store');
      return c.json(asked.data);
    },
  );

  routes.get(OIDC_CALLBACK, describe('Where the provider sends the browser back; redirects', 'identity'), async (c) => {
    const engine = oidc();
    c.header('Cache-Control', 'no-store');
    const answer = await inTime(ask(engine, c, 'GET', `/callback/${OIDC_PROVIDER}${new URL(c.req.url).search}`));
    const to = answer.headers.get('location');
    const target = to === null ? null : new URL(to, config.publicUrl);
    if (
      answer.status < 300 ||
      answer.status >= 400 ||
      target === null ||
      target.origin !== config.publicUrl ||
      target.pathname === OIDC_FAILURE
    ) {
      const code = refusalOf(target?.searchParams.get('error') ?? (await engineCode(answer)));
      log.info({ code, theirs: target?.searchParams.get('error') }, 'somebody did not get in by OpenID');
      return c.redirect(`${page}/?signin=${code}`);
    }
    passCookies(c, answer);
    return c.redirect(`${page}${target.pathname}${target.search}${target.hash}`);
  });

  return routes;
}

function refusalOf(code: string): ErrorCode {
  return isErrorCode(code) ? code : 'oidc_failed';
}

async function inTime(answer: Promise<Response>): Promise<Response> {
  const ending = new AbortController();
  try {
    const late = delay(ANSWERS_WITHIN_MS, null, { signal: ending.signal });
    const first = await Promise.race([answer, late.catch(() => null)]);
    if (first === null) throw new ApiError('oidc_failed', { detail: 'the provider does not answer' });
    return first;
  } finally {
    ending.abort();
  }
}
