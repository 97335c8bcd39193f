import { betterAuth } from 'better-auth';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { allowedOrigins } from '../http/origin.ts';
import { CONFIRMED_MS } from './require-confirmed.ts';
import { hashPassword, passwordMatches, PASSWORD_MAX, PASSWORD_MIN } from './password.ts';

/** The header by which our routes tell better-auth the address that our proxy vouches for. */
export const CLIENT_ADDRESS_HEADER = 'x-oto-client-address';
export const AUTH_PATH = '/api/auth';

const DAY = 86_400;

/** Sessions and passwords. Limits, bodies and refusals are ours: see auth-routes. */
export function makeAuth(deps: Pick<Deps, 'db' | 'config' | 'log' | 'now'>) {
  const { db, config, log, now } = deps;
  return betterAuth({
    appName: 'oTo',
    baseURL: config.publicUrl,
    basePath: AUTH_PATH,
    secret: config.authSecret,
    trustedOrigins: [...allowedOrigins(config)],
    database: { db, type: 'postgres', transaction: true },
    emailAndPassword: {
      enabled: true,
      // Signing up is ours: see sign-up.ts.
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: { hash: hashPassword, verify: passwordMatches },
    },
    session: {
      expiresIn: 30 * DAY,
      updateAge: DAY,
      additionalFields: { confirmedUntil: { type: 'date', required: false, input: false } },
    },
    databaseHooks: {
      // Who has just shown who they are need not show it again at once.
      session: {
        create: { before: async (session) => ({ data: { ...session, confirmedUntil: new Date(now().getTime() + CONFIRMED_MS) } }) },
      },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'oto',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      database: { generateId: () => uuidFromId(newId()) },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    /** Its messages may hold addresses of people: only errors, and without their arguments' text. */
    logger: { level: 'error', log: (_level, message) => log.error({ source: 'better-auth' }, message) },
  });
}

export type Auth = ReturnType<typeof makeAuth>;
