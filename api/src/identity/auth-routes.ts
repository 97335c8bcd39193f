import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import type { ErrorCode } from '@oto/schema/contract/errors';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { AUTH_PATH, CLIENT_ADDRESS_HEADER, type Auth } from './auth.ts';
import { memberOf } from './create-member.ts';
import { hashPassword, PASSWORD_MAX, PASSWORD_MIN } from './password.ts';
import { signInLimit } from './sign-in-limit.ts';
import { requireOpenDoor, signUp } from './sign-up.ts';

const SignUp = z.object({
  name: z.string().trim().min(1).max(60),
  email: z.email().max(254),
  password: z.string().max(PASSWORD_MAX),
  rememberMe: z.boolean().optional(),
  /** The version that is in force. */
  terms: z.string().max(40).optional(),
  /** A code, while one is needed. */
  invitation: z.string().max(60).optional(),
});
const SignIn = z.object({ email: z.email().max(254), password: z.string().min(1).max(PASSWORD_MAX), rememberMe: z.boolean().optional() });
const SignedIn = z.object({ user: z.object({ id: IdText, name: z.string(), email: z.string() }) });
const FromBetterAuth = z.object({ user: z.object({ id: z.uuid(), name: z.string(), email: z.string() }) });

/** The only addresses of better-auth that are open, with our bodies, limits and refusals around them. */
export function authRoutes(deps: Deps, auth: Auth): Hono<ApiEnv> {
  const limit = signInLimit(deps.pool);
  const routes = new Hono<ApiEnv>();

  routes.post(
    '/api/auth/sign-up/email',
    describe('Make an account, with its plot and welcome tokens, and sign in', 'identity', SignedIn),
    json(SignUp),
    async (c) => {
      const { name, email, password, terms, invitation, rememberMe } = c.req.valid('json');
      if (password.length < PASSWORD_MIN)
        throw new ApiError('weak_password', { fields: [{ path: 'password', message: `min ${PASSWORD_MIN}` }] });
      await requireOpenDoor(deps, terms);
      const way = { type: 'password', hash: await hashPassword(password) } as const;
      await signUp(deps, { name, email, emailVerified: false, lang: c.get('lang'), terms, invitation, way });
      const answer = await ask(auth, c, '/sign-in/email', { email, password, rememberMe });
      if (!answer.ok) throw new ApiError(await refusalCode(answer));
      return enter(c, answer);
    },
  );

  routes.post('/api/auth/sign-in/email', describe('Sign in', 'identity', SignedIn), json(SignIn), async (c) => {
    const body = c.req.valid('json');
    await limit.attempt(body.email, c.get('ip'));
    const answer = await ask(auth, c, '/sign-in/email', body);
    if (!answer.ok) throw new ApiError(await refusalCode(answer));
    await limit.succeeded(body.email, c.get('ip'));
    return enter(c, answer);
  });

  routes.post('/api/auth/sign-out', describe('Sign out', 'identity'), async (c) => {
    const answer = await ask(auth, c, '/sign-out', {});
    passCookies(c, answer);
    return c.body(null, 204);
  });

  async function enter(c: Context<ApiEnv>, answer: Response): Promise<Response> {
    const { user } = FromBetterAuth.parse(await answer.json());
    const member = await memberOf(deps.db, user.id);
    if (!member) throw new ApiError('bad_password', { detail: 'the account was deleted' });
    passCookies(c, answer);
    return c.json({ user: { id: idFromUuid(user.id), name: member.name, email: user.email } });
  }

  return routes;
}

function ask(auth: Auth, c: Context<ApiEnv>, path: string, body: object): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', [CLIENT_ADDRESS_HEADER]: c.get('ip') });
  for (const name of ['cookie', 'origin', 'user-agent']) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  /** The origin was checked at the door, by stricter rules than better-auth's. */
  if (!headers.has('origin')) headers.set('origin', new URL(auth.options.baseURL).origin);
  return auth.handler(new Request(`${auth.options.baseURL}${AUTH_PATH}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}

function passCookies(c: Context<ApiEnv>, answer: Response): void {
  for (const cookie of answer.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
}

async function refusalCode(answer: Response): Promise<ErrorCode> {
  const body = z.object({ code: z.string() }).safeParse(await answer.json().catch(() => null));
  return body.success ? codeOf(body.data.code) : 'internal';
}

/** better-auth's codes in ours. */
export function codeOf(theirs: string): ErrorCode {
  switch (theirs) {
    case 'INVALID_EMAIL_OR_PASSWORD':
    case 'USER_NOT_FOUND':
    case 'CREDENTIAL_ACCOUNT_NOT_FOUND':
      return 'bad_password';
    case 'USER_ALREADY_EXISTS':
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      return 'email_taken';
    case 'PASSWORD_TOO_SHORT':
      return 'weak_password';
    case 'INVALID_EMAIL':
    case 'INVALID_PASSWORD':
    case 'PASSWORD_TOO_LONG':
      return 'bad_request';
    case 'INVALID_ORIGIN':
    case 'MISSING_OR_NULL_ORIGIN':
      return 'wrong_origin';
    case 'TOO_MANY_REQUESTS':
      return 'too_many_requests';
    default:
      return 'internal';
  }
}
