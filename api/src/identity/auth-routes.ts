import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { json } from '../http/validate.ts';
import { auditOwn } from '../operator/audit.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import type { Auth } from './auth.ts';
import { memberOf } from './create-member.ts';
import { ask, codeOf, engineCode, passCookies } from './engine.ts';
import { hashPassword, PASSWORD_MAX, requireStrong } from './password.ts';
import { passwordHashAt, passwordHashOf } from './password-account.ts';
import { requireOpenDoor, signUp } from './sign-up.ts';
import { signUpLimit } from './sign-up-limit.ts';
import { SignedIn } from './signed-in.ts';

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
const FromEngine = z.object({ token: z.string(), user: z.object({ id: z.uuid(), email: z.string() }) });

/** In and out by e-mail and password. better-auth's own addresses are closed: ours put bodies, limits and refusals around it. */
export function authRoutes(deps: Deps, auth: Auth, limit: AttemptLimit): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  const countSignUp = signUpLimit(deps);

  routes.post(
    '/api/auth/sign-up/email',
    describe('Make an account, with its plot and welcome tokens, and sign in', 'identity', SignedIn),
    json(SignUp),
    async (c) => {
      const { name, email, password, terms, invitation, rememberMe } = c.req.valid('json');
      requireStrong(password);
      await requireOpenDoor(deps, terms);
      await countSignUp(c.get('ip'));
      const way = { type: 'password', hash: await hashPassword(password, deps.config.passwordCost) } as const;
      await signUp(deps, { name, email, emailVerified: false, lang: c.get('lang'), terms, invitation, way });
      const answer = await ask(auth, c, 'POST', '/sign-in/email', { email, password, rememberMe });
      if (!answer.ok) throw new ApiError(codeOf(await engineCode(answer)));
      return enter(c, answer, 'sign_up');
    },
  );

  routes.post('/api/auth/sign-in/email', describe('Sign in', 'identity', SignedIn), json(SignIn), async (c) => {
    const body = c.req.valid('json');
    await limit.attempt(body.email, c.get('ip'));
    const before = await passwordHashAt(deps.db, body.email.toLowerCase());
    const answer = await ask(auth, c, 'POST', '/sign-in/email', body);
    if (!answer.ok) throw new ApiError(codeOf(await engineCode(answer)));
    await endUnlessStill(before, await answer.clone().json());
    await limit.succeeded(body.email, c.get('ip'));
    return enter(c, answer, 'sign_in');
  });

  routes.post('/api/auth/sign-out', describe('Sign out', 'identity'), async (c) => {
    passCookies(c, await ask(auth, c, 'POST', '/sign-out', {}));
    return c.body(null, 204);
  });

  /**
   * A password that is changed while it is being checked opens nothing: the session made by the old one would outlive
   * those that the change ends. Whoever changes it holds its row until they are ended.
   */
  async function endUnlessStill(before: string | null, told: unknown): Promise<void> {
    const { token, user } = FromEngine.parse(told);
    if ((await passwordHashOf(deps.db, user.id, 'held')) === before) return;
    await deps.db.deleteFrom('session').where('token', '=', token).execute();
    throw new ApiError('bad_password', { detail: 'changed meanwhile' });
  }

  async function enter(c: Context<ApiEnv>, answer: Response, action: 'sign_up' | 'sign_in'): Promise<Response> {
    const { user } = FromEngine.parse(await answer.json());
    const member = await memberOf(deps.db, user.id);
    if (!member) throw new ApiError('bad_password', { detail: 'the account was deleted' });
    await deps.db.transaction().execute((trx) => auditOwn(trx, member.id, action, null, { way: 'password' }, c.get('ip')));
    passCookies(c, answer);
    return c.json({ user: { id: idFromUuid(user.id), name: member.name, email: user.email } });
  }

  return routes;
}
