import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type Configuration } from 'oidc-provider';

export type Person = { readonly sub: string; readonly email?: string; readonly email_verified?: boolean; readonly name?: string };

/** A real OpenID provider on loopback that lets whoever it is told to in without asking. */
export type OpenIdProvider = {
  readonly issuer: string;
  /** Who sits at the browser from now on; null: somebody who turns back. */
  personIs(person: Person | null): void;
  /** Follows the provider's pages from `url` until it leaves for `callback`; answers that address. */
  walk(url: string, callback: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
};

export const CLIENT = { clientId: 'oto', clientSecret: 'a secret between two' } as const;

/** `claims`: whether the id token bears them, or they are fetched from the provider. */
export async function startOpenIdProvider(redirectUri: string, claims: 'in_token' | 'fetched'): Promise<OpenIdProvider> {
  let person: Person | null = null;
  const people = new Map<string, Person>();
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const configuration: Configuration = {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'ES256' }] },
    cookies: { keys: ['a key for cookies'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: claims === 'fetched',
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...(people.get(sub) ?? { sub }) }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: CLIENT.clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 60, Session: 60, Grant: 60 },
  };
  let provider: Provider | null = null;
  const server = createServer((request, response) => {
    if (!provider) return void response.writeHead(503).end();
    if (request.url?.startsWith('/interaction/')) {
      const result = person ? { login: { accountId: person.sub } } : { error: 'access_denied', error_description: 'turned back' };
      void provider.interactionFinished(request, response, result);
      return;
    }
    void provider.callback()(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = new Provider(issuer, configuration);
  provider.on('server_error', (_context, error) => void process.stderr.write(`${error.stack ?? error.message}\n`));
  return {
    issuer,
    personIs(next) {
      person = next;
      if (next) people.set(next.sub, next);
    },
    async walk(url, callback) {
      const jar = new Map<string, string>();
      let at = url;
      for (let hop = 0; hop < 8; hop++) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
        for (const line of answer.headers.getSetCookie()) {
          const [pair = ''] = line.split(';', 1);
          const cut = pair.indexOf('=');
          jar.set(pair.slice(0, cut), pair.slice(cut + 1));
        }
        const location = answer.headers.get('location');
        if (location === null) throw new Error(`the provider stopped at ${at}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
        at = new URL(location, at).href;
        if (at.startsWith(callback)) return at;
      }
      throw new Error('the provider never came back');
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
