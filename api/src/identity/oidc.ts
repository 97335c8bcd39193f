import { APIError, getOAuthState } from 'better-auth/api';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { OidcConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { admitByOidc } from './admit-by-oidc.ts';
import { authOptions } from './auth.ts';
import { Errand } from './errand.ts';
import { CONFIRMED_MS } from './require-confirmed.ts';

export const OIDC_PROVIDER = 'oidc';
export const OIDC_CALLBACK = '/api/auth/oidc/callback';
/** Where the engine sends what went wrong; our callback goes on from there. */
export const OIDC_FAILURE = '/api/auth/oidc/failure';

/**
 * better-auth for the round trip to an OpenID provider: discovery, state bound to the browser, PKCE, nonce, and the id
 * token's signature. Beside the other one, so that no other way in waits for a provider that does not answer.
 */
export function makeOidc(deps: Deps, provider: OidcConfig) {
  const { db, config, now } = deps;
  return betterAuth({
    ...authOptions(deps),
    onAPIError: { errorURL: `${config.publicUrl}${OIDC_FAILURE}` },
    account: { updateAccountOnSignIn: false, accountLinking: { enabled: false } },
    databaseHooks: {
      session: {
        create: {
          // Whoever can also show a password or a passkey is asked for it before what is dear: a provider lets
          // its own people through without looking at who sits there.
          before: async (session) => {
            const otherWay = await hasOtherWay(session.userId);
            return { data: { ...session, confirmedUntil: otherWay ? null : new Date(now().getTime() + CONFIRMED_MS) } };
          },
        },
      },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: OIDC_PROVIDER,
            name: provider.name,
            discoveryUrl: `${provider.issuer}/.well-known/openid-configuration`,
            requireIdTokenVerification: true,
            clientId: provider.clientId,
            clientSecret: provider.clientSecret,
            scopes: ['openid', 'email', 'profile'],
            redirectURI: `${config.apiOrigin}${OIDC_CALLBACK}`,
            disableSignUp: true,
            accountSubject: ({ profile }) => subjectOf(provider, String(profile.sub)),
            async mapProfileToUser(profile) {
              const errand = Errand.parse(await getOAuthState());
              try {
                // Whom the provider knows is found by subject: it need not tell their address every time.
                const address = await admitByOidc(deps, errand, {
                  subject: subjectOf(provider, String(profile.sub)),
                  email: typeof profile.email === 'string' ? profile.email : null,
                  // The standard's own claim; some providers write it as text.
                  emailVerified: String(profile['email_verified']) === 'true',
                  name: typeof profile.name === 'string' ? profile.name : '',
                });
                return { email: address };
              } catch (error) {
                if (error instanceof ApiError) throw new APIError('FORBIDDEN', { code: error.code, message: error.code });
                throw error;
              }
            },
          },
        ],
      }),
    ],
  });

  async function hasOtherWay(userUuid: string): Promise<boolean> {
    const [password, passkey] = await Promise.all([
      db.selectFrom('account').select('id').where('userId', '=', userUuid).where('providerId', '=', 'credential').executeTakeFirst(),
      db.selectFrom('passkey').select('id').where('userId', '=', userUuid).executeTakeFirst(),
    ]);
    return password !== undefined || passkey !== undefined;
  }
}

export type Oidc = ReturnType<typeof makeOidc>;

/** With its issuer: should the operator change the provider, the new one's 42 is not the old one's. */
function subjectOf({ issuer }: OidcConfig, sub: string): string {
  return `${issuer}#${sub}`;
}
