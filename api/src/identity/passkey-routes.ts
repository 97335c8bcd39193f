import { Hono } from 'hono';
import { z } from 'zod';
import { idFromUuid, uuidFromId } from '@oto/schema/base/id';
import { Passkey } from '@oto/schema/contract/account';
import { IdText } from '@oto/schema/contract/common';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { requireSession, type ApiEnv } from '../http/env.ts';
import { json, param } from '../http/validate.ts';
import { auditOwn } from '../operator/audit.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import type { Auth } from './auth.ts';
import { memberOf } from './create-member.ts';
import { ask, passCookies } from './engine.ts';
import { addresseeOf, sendLetter } from './letters.ts';
import { enterByPasskey, PasskeyResponse } from './passkey-check.ts';
import { requireConfirmed } from './require-confirmed.ts';
import { SignedIn } from './signed-in.ts';

/** Passkeys that one member may hold. */
const PASSKEYS_MAX = 20;
/** As PublicKeyCredentialCreationOptionsJSON and PublicKeyCredentialRequestOptionsJSON of WebAuthn. */
const BrowserOptions = z.looseObject({ challenge: z.string() });
const FromEngine = z.object({ id: z.uuid() });

export function passkeyRoutes(deps: Deps, auth: Auth, limit: AttemptLimit): Hono<ApiEnv> {
  const { db, config } = deps;
  const routes = new Hono<ApiEnv>();

  routes.post(
    '/api/auth/passkey/options',
    describe('What the browser needs to sign in with a passkey', 'identity', BrowserOptions),
    async (c) => {
      const answer = await ask(auth, c, 'GET', '/passkey/generate-authenticate-options');
      if (!answer.ok) throw new ApiError('passkey_failed');
      passCookies(c, answer);
      c.header('Cache-Control', 'no-store');
      return c.json({ ...BrowserOptions.parse(await answer.json()), userVerification: 'required' });
    },
  );

  routes.post(
    '/api/auth/passkey',
    describe('Sign in with a passkey', 'identity', SignedIn),
    json(z.object({ response: PasskeyResponse })),
    async (c) => {
      const { answer, user } = await enterByPasskey(deps, auth, limit, c, c.req.valid('json').response);
      const member = await memberOf(db, user);
      if (!member) throw new ApiError('passkey_failed', { detail: 'the account was deleted' });
      const { email } = await db.selectFrom('user').select('email').where('id', '=', user).executeTakeFirstOrThrow();
      await db.transaction().execute((trx) => auditOwn(trx, user, 'sign_in', null, { way: 'passkey' }, c.get('ip')));
      passCookies(c, answer);
      return c.json({ user: { id: idFromUuid(user), name: member.name, email } });
    },
  );

  routes.post('/api/passkeys/options', describe('What the browser needs to make a passkey', 'identity', BrowserOptions), async (c) => {
    await requireConfirmed(c, deps);
    const answer = await ask(auth, c, 'GET', '/passkey/generate-register-options');
    if (!answer.ok) throw new ApiError('passkey_failed');
    passCookies(c, answer);
    c.header('Cache-Control', 'no-store');
    return c.json(BrowserOptions.parse(await answer.json()));
  });

  routes.post(
    '/api/passkeys',
    describe('Add a passkey', 'identity', Passkey, 201),
    json(z.object({ name: z.string().trim().min(1).max(60), response: PasskeyResponse })),
    async (c) => {
      const caller = await requireConfirmed(c, deps);
      const { name, response } = c.req.valid('json');
      if ((await passkeysOf(caller.memberId)).length >= PASSKEYS_MAX) throw new ApiError('wrong_state', { detail: 'too many passkeys' });
      const answer = await ask(auth, c, 'POST', '/passkey/verify-registration', { response, name });
      const made = FromEngine.safeParse(
        await answer
          .clone()
          .json()
          .catch(() => null),
      );
      if (!answer.ok || !made.success) throw new ApiError('passkey_failed');
      passCookies(c, answer);
      const id = idFromUuid(made.data.id);
      await db.transaction().execute(async (trx) => {
        await auditOwn(trx, caller.memberId, 'passkey_added', id, {}, c.get('ip'));
        await sendLetter(trx, config, await addresseeOf(trx, caller.memberId), 'wayAdded');
      });
      const passkey = (await passkeysOf(caller.memberId)).find((one) => one.id === id);
      if (!passkey) throw new ApiError('passkey_failed');
      return c.json(passkey, 201);
    },
  );

  routes.get('/api/passkeys', describe('My passkeys', 'identity', z.object({ passkeys: z.array(Passkey) })), async (c) => {
    const { memberId } = requireSession(c);
    return c.json({ passkeys: await passkeysOf(memberId) });
  });

  routes.delete('/api/passkeys/:id', describe('Remove a passkey', 'identity'), param(z.object({ id: IdText })), async (c) => {
    const { memberId } = await requireConfirmed(c, deps);
    const { id } = c.req.valid('param');
    await db.transaction().execute(async (trx) => {
      // Two removals at once would each take the other's for the way in that stays.
      await trx.selectFrom('user').select('id').where('id', '=', memberId).forUpdate().execute();
      const removed = await trx
        .deleteFrom('passkey')
        .where('id', '=', uuidFromId(id))
        .where('userId', '=', memberId)
        .returning('id')
        .executeTakeFirst();
      if (!removed) throw new ApiError('not_found');
      const other =
        (await trx.selectFrom('account').select('id').where('userId', '=', memberId).executeTakeFirst()) ??
        (await trx.selectFrom('passkey').select('id').where('userId', '=', memberId).executeTakeFirst());
      if (!other) throw new ApiError('last_way_in');
      await auditOwn(trx, memberId, 'passkey_removed', id, {}, c.get('ip'));
    });
    return c.body(null, 204);
  });

  async function passkeysOf(memberUuid: string): Promise<z.input<typeof Passkey>[]> {
    const rows = await db
      .selectFrom('passkey')
      .select(['id', 'name', 'createdAt', 'lastUsedAt'])
      .where('userId', '=', memberUuid)
      .orderBy('createdAt')
      .execute();
    return rows.map(({ id, name, createdAt, lastUsedAt }) => ({
      id: idFromUuid(id),
      name: name ?? '',
      createdAt: (createdAt ?? new Date(0)).toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }));
  }

  return routes;
}
