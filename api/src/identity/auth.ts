import { passkey } from '@better-auth/passkey';
import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { APIError } from 'better-auth/api';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { isLoopbackName } from '../http/client-address.ts';
import { allowedOrigins } from '../http/origin.ts';
import { hashPassword, passwordMatches, PASSWORD_MAX, PASSWORD_MIN } from './password.ts';
import { CONFIRMED_MS } from './require-confirmed.ts';

/** The header by which our routes tell better-auth the address that our proxy vouches for. */
export const CLIENT_ADDRESS_HEADER = 'x-oto-client-address';
export const AUTH_PATH = '/api/auth';

const DAY = 86_400;

/** What both engines share: sessions, cookies and their table. Limits, bodies and refusals are ours: see auth-routes. */
export function authOptions({ db, config, log }: Pick<Deps, 'db' | 'config' | 'log'>) {
  return {
    appName: 'oTo',
    baseURL: config.apiOrigin,
    basePath: AUTH_PATH,
    secret: config.authSecret,
    trustedOrigins: [...allowedOrigins(config)],
    database: { db, type: 'postgres' as const, transaction: true },
    session: {
      expiresIn: 30 * DAY,
      updateAge: DAY,
      // What is dear asks for a confirmed session (require-confirmed), however old it is.
      freshAge: 0,
      additionalFields: { confirmedUntil: { type: 'date' as const, required: false, input: false } },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'oto',
      useSecureCookies: config.apiOrigin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' as const },
      database: { generateId: () => uuidFromId(newId()) },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    /** Its messages may hold addresses of people: only errors, and without their arguments' text. */
    logger: { level: 'error' as const, log: (_level: string, message: string) => log.error({ source: 'better-auth' }, message) },
  };
}

/** Sessions, passwords and passkeys. Signing up is ours: see sign-up. */
export function makeAuth(deps: Pick<Deps, 'db' | 'config' | 'log' | 'now'>) {
  const { config, now } = deps;
  return betterAuth({
    ...authOptions(deps),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: { hash: (password) => hashPassword(password, config.passwordCost), verify: passwordMatches },
    },
    databaseHooks: {
      session: {
        create: {
          // Who has just shown who they are need not show it again at once.
          before: async (session) => ({ data: { ...session, confirmedUntil: new Date(now().getTime() + CONFIRMED_MS) } }),
        },
      },
    },
    plugins: [passkeys(config)],
  });
}

export type Auth = ReturnType<typeof makeAuth>;

function passkeys(config: Deps['config']): BetterAuthPlugin {
  const plugin = passkey({
    rpName: 'oTo',
    rpID: relyingParty(config.publicUrl),
    origin: [...allowedOrigins(config)],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    // A passkey is the whole way in: the device must have asked its owner, not only lain there.
    registration: {
      afterVerification: ({ verification }) => requireOwner(verification.registrationInfo?.userVerified),
    },
    authentication: {
      afterVerification: ({ verification }) => requireOwner(verification.authenticationInfo.userVerified),
    },
  });
  // Its declarations were not checked with exactOptionalPropertyTypes; it is a BetterAuthPlugin all the same.
  return plugin as unknown as BetterAuthPlugin;
}

/** Browsers bind passkeys to a name, never to a number; on this machine they agree on one. */
function relyingParty(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return isLoopbackName(hostname) ? 'localhost' : hostname;
}

function requireOwner(verified: boolean | undefined): void {
  if (verified !== true) throw new APIError('UNAUTHORIZED', { message: 'the owner was not asked' });
}
